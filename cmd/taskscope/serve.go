package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
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

	TrustedProxy   []string `help:"Addresses of the proxy that names the users." placeholder:"CIDR"`
	UserHeader     string   `help:"Header in which the trusted proxy names the user, such as X-Forwarded-User." placeholder:"NAME"`
	AllowAnonymous bool     `help:"Let in everybody who can reach the server."`
}

// lockPatience is how long a page waits for a history that another process has
// locked, before it is shown as not recorded.
const lockPatience = time.Second

// Run serves the pages.
func (cmd *serveCmd) Run(p *program, c *cli) error {
	log := c.logger(p.stderr)
	policy, err := cmd.policy()
	if err != nil {
		return &usageError{err}
	}
	sources, err := addresses(cmd.Ocp)
	if err != nil {
		return &usageError{err}
	}
	auth := ocp.Auth(demoAccount())
	if len(sources) > 0 {
		if auth, err = cmd.auth(p.env); err != nil {
			return err
		}
	}
	if err := access.CheckListen(p.ctx, cmd.Listen, policy); err != nil {
		return err
	}
	l, err := listen(p.ctx, cmd.Listen)
	if err != nil {
		return err
	}
	defer l.Close() // after serve it is closed already
	store, err := history.Open(p.ctx, history.Config{Path: cmd.Db, Now: time.Now, Logger: log, BusyTimeout: lockPatience})
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
	handler, reader, hub, err := cmd.handler(sources, auth, policy, store, offers, log)
	if err != nil {
		return err
	}
	defer reader.Close() // before the history that it writes to
	defer hub.Close()
	return p.serve(l, handler, hub.Close, log)
}

func (cmd *serveCmd) policy() (access.Policy, error) {
	policy := access.Policy{AllowAnonymous: cmd.AllowAnonymous, UserHeader: cmd.UserHeader}
	for _, text := range cmd.TrustedProxy {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return policy, fmt.Errorf("--trusted-proxy: %q is not of the form 10.0.0.0/8", text)
		}
		policy.TrustedProxies = append(policy.TrustedProxies, prefix.Masked())
	}
	return policy, policy.Check()
}

// handler puts the product together.
func (cmd *serveCmd) handler(sources []address, auth ocp.Auth, policy access.Policy,
	store *history.Store, offers []homepage.Offer, log *slog.Logger) (http.Handler, *live.Reader, *live.Hub, error) {
	transport, err := transport(cmd.OcpCaFile)
	if err != nil {
		return nil, nil, nil, err
	}
	metrics := web.NewMetrics()
	clients := map[string]live.Source{}
	var shown []web.Source
	for _, a := range sources {
		client, err := ocp.New(ocp.Config{
			Name: a.name, BaseURL: a.url.String(), APIPath: cmd.OcpApiPath, Auth: auth, Logger: log,
			Transport: transport,
		})
		if err != nil {
			return nil, nil, nil, err
		}
		clients[a.name] = web.Client(client)
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
	handler, err := web.New(web.Config{
		Reader: reader, Hub: hub, History: store, Metrics: metrics, Sources: shown,
		DefaultSource: defaultSource(sources), Access: policy, Demo: offers != nil, Offers: offers, Logger: log,
	})
	return handler, reader, hub, err
}
