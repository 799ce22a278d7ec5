package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/zstd"
	"github.com/labstack/echo/v4"

	"taskscope/internal/access"
	"taskscope/internal/baseline"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/task"
	"taskscope/static"
	"taskscope/views/homepage"
	"taskscope/views/text"
)

// Source is a configured OCP, as far as pages need to know it.
type Source struct {
	Name string
	URL  *url.URL // its base; tells which source a pasted OCP URL means
}

// History is what pages read from history without asking a source, and what
// people write there.
type History interface {
	List(ctx context.Context, q history.Query) (history.Page, error)
	Check(ctx context.Context) error
	Stats(ctx context.Context) (history.Stats, error)
	Latest(ctx context.Context, ref task.Ref) (int, error)
	Runs(ctx context.Context, q history.RunsQuery) ([]task.Summary, error)
	Sources(ctx context.Context, id task.ID) ([]string, error)
	Suggest(ctx context.Context, q history.SuggestQuery) (history.Suggested, error)
	Timings(ctx context.Context, q history.TimingsQuery) ([]baseline.Past, error)
	TimingsStamp(ctx context.Context, q history.TimingsQuery) (uint64, error)
	Trend(ctx context.Context, q history.TrendQuery) (history.Trend, error)
	Trail(ctx context.Context, ref task.Ref) ([]history.Mark, error)
	Moments(ctx context.Context, ref task.Ref) (moments []history.Mark, cut bool, err error)
	Load(ctx context.Context, ref task.Ref) (task.Snapshot, error)
	Remarks(ctx context.Context, ref task.Ref) ([]task.Remarks, error)
	SetNote(ctx context.Context, ref task.Ref, n task.Note) (task.Note, error)
	SetPin(ctx context.Context, ref task.Ref, pinned bool, author string) error
	// For is the part that one visitor may see.
	For(v history.Viewer) *history.Store
}

// Config is what New needs. Reader, Hub, History, Metrics and at least one source
// or none for a server that only reads history; DefaultSource must be set.
type Config struct {
	Reader        *live.Reader
	Hub           *live.Hub
	History       History
	Metrics       *Metrics
	Sources       []Source
	DefaultSource string
	Access        access.Policy
	SignIn        *SignIn          // required in sign-in mode, and only there
	Demo          bool             // the source is the simulated OCP
	Offers        []homepage.Offer // what the demo can show
	Logger        *slog.Logger
	Now           func() time.Time // nil is time.Now
	Rehearse      bool             // New draws a page for nobody, so that the first reader's is not the first
}

// server is what the handlers share.
type server struct {
	Config
	Reader, History hidden // see library

	library  *library
	words    *text.Catalogue
	static   *static.Tree
	cross    *http.CrossOriginProtection
	drawn    *layouts  // drawings of graphs, for all pages and exports
	drawings *drawings // pages that are followed
	bases    *bases    // what those are made of
	streams  atomic.Int64
	courses  *courses // what earlier snapshots say of tasks that ran twice
	figures  *figures // what is usual of the tasks looked at last
	boot     [16]byte // differs in every process: the validators of pages hold no longer
}

// New makes the handler of the whole product.
func New(cfg Config) (http.Handler, error) {
	s, err := newServer(cfg)
	if err != nil {
		return nil, err
	}
	h, err := s.handler()
	if err == nil && cfg.Rehearse {
		if err := s.rehearse(context.Background(), nobody{}); err != nil {
			s.Logger.Warn("the first page will take longer", "error", err)
		}
	}
	return h, err
}

func newServer(cfg Config) (*server, error) {
	switch {
	case cfg.Reader == nil, cfg.Hub == nil, cfg.History == nil, cfg.Metrics == nil:
		return nil, errors.New("web: a reader, a hub, a history and metrics are required")
	case cfg.DefaultSource == "":
		return nil, errors.New("web: a default source is required")
	}
	if err := cfg.Access.Check(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if cfg.Access.SignIn != (cfg.SignIn != nil) {
		return nil, errors.New("web: sign-in mode needs a SignIn, and nothing else does")
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	words, err := text.New()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	tree, err := static.New()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	all := &library{cfg.Reader, cfg.History, cfg.SignIn}
	cfg.Reader, cfg.History, cfg.SignIn = nil, nil, nil
	s := &server{Config: cfg, library: all, words: words, static: tree, cross: http.NewCrossOriginProtection(),
		drawn: newLayouts(mostLayoutBytes), courses: newCourses(), figures: newFigures(), drawings: newDrawings(mostDrawingBytes),
		bases: newBases()}
	rand.Read(s.boot[:]) // never fails
	return s, nil
}

func (s *server) handler() (http.Handler, error) { return s.wrap(s.register) }

// wrap puts what is around every request around these routes.
func (s *server) wrap(routes func(*echo.Echo)) (http.Handler, error) {
	// One network packet is the least that compressing can save. A better level
	// than the fastest takes a twelfth off a page of a thousand rows.
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ZstdCompressionLevel(int(zstd.SpeedBetterCompression)))
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	e := echo.New()
	e.Logger.SetOutput(discard{}) // everything is logged by observe
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.fail(c, err) }
	e.Use(s.observe)
	routes(e)
	return compress(e), nil
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
