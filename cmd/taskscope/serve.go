package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/views/homepage"
	"taskscope/web"
)

// serveCmd is taskscope serve.
type serveCmd struct {
	Listen string   `help:"Address to listen on (${default})." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Db     string   `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`
	Ocp    []string `help:"OCP to read from, repeated for several; the first is the default." placeholder:"[NAME=]URL"`

	OcpApiPath string `help:"Path of OCP's API (${default}); /api/v1 for OCP Express." default:"/api/v2" placeholder:"PATH"`
	OcpCaFile  string `help:"PEM file with the certificates to trust, for an OCP that signs its own." placeholder:"FILE"`
	account    `embed:""`

	keepFlags   `embed:""`
	accessFlags `embed:""`
}

// lockPatience is how long a page waits for a history that another process has
// locked, before it is shown as not recorded.
const lockPatience = time.Second

// Run serves the pages.
func (cmd *serveCmd) Run(p *program, c *cli) error {
	log := c.logger(p.stderr)
	defer makeRoom()()
	policy, sources, err := cmd.checked()
	if err != nil {
		return err
	}
	keep, err := cmd.keep()
	if err != nil {
		return &usageError{err}
	}
	auth, err := cmd.reads(p.env, len(sources) == 0)
	if err != nil {
		return err
	}
	if err := access.CheckListen(p.ctx, cmd.Listen, policy); err != nil {
		return err
	}
	l, err := listen(p.ctx, cmd.Listen)
	if err != nil {
		return err
	}
	defer l.Close() // after serve it is closed already
	if l, err = cmd.secured(l); err != nil {
		return err
	}
	metrics := web.NewMetrics()
	store, err := history.Open(p.ctx, history.Config{Path: cmd.Db, Now: time.Now, Logger: log, BusyTimeout: lockPatience, Observe: metrics.Used})
	if err != nil {
		return fmt.Errorf("open the history: %w", err)
	}
	defer store.Close()

	var offers []homepage.Offer // of the demo
	if len(sources) == 0 {
		started, err := startDemo(p.ctx, store, log)
		if err != nil {
			return err
		}
		defer started.stop()
		sources, offers = []address{{name: demoSource, url: started.url}}, started.offers
	}
	var judge *access.Judge // of sign-in mode
	if policy.SignIn {
		judge = access.NewJudge(web.Grants(store), cmd.GrantTtl, time.Now)
	}
	handler, reader, hub, err := cmd.handler(sources, auth, policy, judge, store, offers, metrics, log)
	if err != nil {
		return err
	}
	defer reader.Close() // before the history that it writes to
	defer hub.Close()
	beside := newBackground(p.ctx)
	defer beside.stop() // before the history, too
	if !keep.All() {
		beside.run(func(ctx context.Context) { keepPruned(ctx, store, keep, pruneEvery, metrics.Pruned, log) })
	}
	if judge != nil {
		beside.run(func(ctx context.Context) {
			judge.Prune(ctx, func(err error) { log.Error("old grants are not forgotten", "error", err) })
		})
	}
	beside.run(func(ctx context.Context) { backfill(ctx, store, log) })
	return p.serve(l, handler, hub.Close, log)
}

// checked is what the flags say of visitors and sources. The error is a *usageError.
func (cmd *serveCmd) checked() (access.Policy, []address, error) {
	policy, err := cmd.policy()
	if err != nil {
		return policy, nil, &usageError{err}
	}
	sources, err := addresses(cmd.Ocp)
	if err != nil {
		return policy, nil, &usageError{err}
	}
	if err := cmd.sources(sources); err != nil {
		return policy, nil, &usageError{err}
	}
	return policy, sources, nil
}

// reads is the account that reads from OCP. In sign-in mode there is none but
// the visitors'.
func (cmd *serveCmd) reads(env lookup, demo bool) (ocp.Auth, error) {
	switch {
	case cmd.Auth == "ocp" && (cmd.OcpUser != "" || cmd.OcpAccessKey != "" || cmd.OcpPasswordFile != "" || cmd.OcpSecretKeyFile != ""):
		return nil, &usageError{errors.New("with --auth ocp visitors read with their own accounts: leave out --ocp-user and the like")}
	case cmd.Auth == "ocp":
		return ocp.NoAccount{}, nil
	case demo:
		return demoAccount(), nil
	}
	return cmd.auth(env)
}

// handler puts the product together.
func (cmd *serveCmd) handler(sources []address, auth ocp.Auth, policy access.Policy, judge *access.Judge,
	store *history.Store, offers []homepage.Offer, metrics *web.Metrics, log *slog.Logger) (http.Handler, *live.Reader, *live.Hub, error) {
	transport, err := transport(cmd.OcpCaFile)
	if err != nil {
		return nil, nil, nil, err
	}
	clients, own := map[string]live.Source{}, map[string]*ocp.Client{}
	var shown []web.Source
	for _, a := range sources {
		client, err := ocp.New(ocp.Config{
			Name: a.name, BaseURL: a.url.String(), APIPath: cmd.OcpApiPath, Auth: auth, Logger: log,
			Transport: transport,
		})
		if err != nil {
			return nil, nil, nil, err
		}
		clients[a.name], own[a.name] = web.Client(client), client
		shown = append(shown, web.Source{Name: a.name, URL: a.url})
	}
	reader, err := live.New(live.Config{
		Sources: clients, DefaultSource: defaultSource(sources), Store: web.Store(store),
		Decode: ocp.Decode, Logger: log, Observe: metrics.Fetched,
	})
	if err != nil {
		return nil, nil, nil, err
	}
	hub := live.NewHub(live.DefaultPace(), metrics.Polled)
	var signIn *web.SignIn
	if judge != nil {
		signIn = &web.SignIn{
			Sessions: access.NewSessions(access.SessionConfig{Idle: cmd.SessionIdle, Lifetime: cmd.SessionMax}),
			Limiter:  access.NewLimiter(), Judge: judge, Clients: own,
		}
	}
	handler, err := web.New(web.Config{
		Reader: reader, Hub: hub, History: store, Metrics: metrics, Sources: shown,
		DefaultSource: defaultSource(sources), Access: policy, SignIn: signIn, Demo: offers != nil, Offers: offers, Logger: log,
		Rehearse: true,
	})
	return handler, reader, hub, err
}
