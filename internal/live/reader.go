package live

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"taskscope/internal/task"
)

// Answer is what a source said of a task: the body exactly as received, and
// what it means.
type Answer struct {
	Body     []byte
	Response task.Response
}

// Source is an OCP to read from. An error that a person can be told of is a
// *task.Failure.
type Source interface {
	// Fetch reads a task. Lang is the language of OCP's messages, as a BCP 47 tag.
	Fetch(ctx context.Context, id task.ID, lang string) (Answer, error)
}

// Entry is an answer on its way into the history.
type Entry struct {
	Source   string
	Origin   task.Origin
	Body     []byte
	Response *task.Response
}

// Store is the history.
type Store interface {
	// Record keeps the entry and says which snapshot of its task it is: a
	// new one, or the newest when the task's state did not change.
	Record(ctx context.Context, e Entry) (task.Ref, error)
	// Load reads a snapshot without its Response; a Ref without a number is
	// the newest. The error is task.ErrNoSnapshot when there is none.
	Load(ctx context.Context, ref task.Ref) (task.Snapshot, error)
}

// Config is what a Reader needs. Store and Decode are required.
type Config struct {
	Sources       map[string]Source // by name
	DefaultSource string            // the source of a Ref that names none
	Store         Store
	Decode        func(body []byte) (task.Response, error) // a *task.NotATask when it is none
	Logger        *slog.Logger
	Now           func() time.Time // nil is time.Now
	Observe       func(Event)      // told of every request to a source; may be nil
	CacheBytes    int64            // for decoded snapshots; 0 is 32 MiB
}

// Event is one request to a source.
type Event struct {
	Source      string
	Outcome     string // "ok", a task.FailureKind, "not_sent" or "error"
	Duration    time.Duration
	NotRecorded bool
}

// View is what can be shown for a Ref. The SeenMS and LastNow of a pinned
// snapshot may be those of an earlier view.
type View struct {
	Snapshot    task.Snapshot
	Now         task.Instant  // the moment to draw it for
	Pinned      bool          // the Ref had a snapshot number
	Fresh       bool          // the source said so just now
	Failure     *task.Failure // why it is not fresh; nil when pinned, or when the source is not configured
	NotRecorded error         // why it is not in the history; then the snapshot's number is 0
}

// Reader reads tasks from their sources and from history, for everybody or,
// when it was made by For, for one person.
type Reader struct {
	*core
	pass Pass // nil: everybody is shown everything
}

// core is what all readers share.
type core struct {
	cfg     Config
	cache   *cache
	flights singleflight.Group
	flying  sync.WaitGroup
	ended   context.Context // ends with Close
	end     context.CancelFunc
}

// New checks the configuration.
func New(cfg Config) (*Reader, error) {
	if cfg.Store == nil || cfg.Decode == nil {
		return nil, errors.New("live: a store and a decoder are required")
	}
	for name := range cfg.Sources {
		if !task.ValidSource(name) {
			return nil, fmt.Errorf("live: %q is not the name of a source", name)
		}
	}
	if !task.ValidSource(cfg.DefaultSource) {
		return nil, fmt.Errorf("live: %q is not the name of a default source", cfg.DefaultSource)
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Observe == nil {
		cfg.Observe = func(Event) {}
	}
	if cfg.CacheBytes == 0 {
		cfg.CacheBytes = 32 << 20
	}
	ended, end := context.WithCancel(context.Background())
	return &Reader{core: &core{cfg: cfg, cache: newCache(cfg.CacheBytes), ended: ended, end: end}}, nil
}

// Close ends the requests to sources that outlive their viewers, and returns
// when none is under way, so that the history can be closed. Nothing may be
// opened any more.
func (r *Reader) Close() {
	r.end()
	r.flying.Wait()
}

// Full is the Ref with its source spelt out.
func (r *Reader) Full(ref task.Ref) task.Ref {
	if ref.Source == "" {
		ref.Source = r.cfg.DefaultSource
	}
	return ref
}

// Short is the Ref as a reader writes it: the default source is left out.
func (r *Reader) Short(ref task.Ref) task.Ref {
	if ref.Source == r.cfg.DefaultSource {
		ref.Source = ""
	}
	return ref
}

// Asks says whether there is a source of that name to ask.
func (r *Reader) Asks(source string) bool {
	_, ok := r.cfg.Sources[source]
	return ok
}

// Open reads what can be shown for ref. The error is a *task.Failure when the
// source had a reason and history cannot stand in for it, task.ErrNoSnapshot
// when there is nothing to ask and nothing was kept, or the context's.
//
// OCP decides who may see a task: when it refuses the account (401) or the
// permission (403), nothing kept is shown in its place. A reader with a Pass is
// shown what is kept only if that says so; a pinned Ref is then asked of its
// source too, as long as the Pass does not know the task.
func (r *Reader) Open(ctx context.Context, ref task.Ref, lang string) (View, error) {
	ref = r.Full(ref)
	known, err := r.knows(ctx, ref)
	if err != nil {
		return View{}, err
	}
	if ref.Snapshot > 0 && known {
		return r.pinned(ctx, ref)
	}
	source, configured := r.cfg.Sources[ref.Source]
	if !configured {
		return r.unasked(ctx, ref, known)
	}
	key := ""
	if r.pass != nil {
		if source, key, err = r.pass.Source(ref.Source); err != nil {
			return View{}, err
		}
	}
	view, err := r.fetch(ctx, source, ref.Newest(), key, lang)
	var failure *task.Failure
	if err != nil && !errors.As(err, &failure) {
		return View{}, err
	}
	mayStandIn := r.learn(ctx, ref, failure)
	switch {
	case failure == nil && ref.Snapshot > 0:
		return r.pinned(ctx, ref)
	case failure == nil:
		return view, nil
	case !mayStandIn:
		return View{}, err
	case ref.Snapshot > 0:
		if view, loadErr := r.pinned(ctx, ref); loadErr == nil {
			return view, nil
		}
		return View{}, err
	}
	kept, loadErr := r.newest(ctx, ref, failure)
	if loadErr == nil {
		return kept, nil
	}
	if !errors.Is(loadErr, task.ErrNoSnapshot) && ctx.Err() == nil { // a reader who left is no error
		// The source's failure is what the reader of the page has to know.
		r.cfg.Logger.ErrorContext(ctx, "history cannot stand in", "ref", ref.String(), "error", loadErr)
	}
	return View{}, err
}

// pinned is the view of one snapshot. What it shows never changes, so history
// need not be asked.
func (r *Reader) pinned(ctx context.Context, ref task.Ref) (View, error) {
	snap, ok := r.cache.get(ref)
	if !ok {
		var err error
		if snap, err = r.load(ctx, ref); err != nil {
			return View{}, err
		}
	}
	return View{Snapshot: snap, Now: snap.Now(), Pinned: true}, nil
}

// unasked is the newest snapshot of a task whose source is not configured.
func (r *Reader) unasked(ctx context.Context, ref task.Ref, known bool) (View, error) {
	if !known {
		return View{}, fmt.Errorf("open %s: %w", ref, task.ErrNoSnapshot)
	}
	return r.newest(ctx, ref, nil)
}

// newest is the newest snapshot, drawn for the last moment it was seen
// unchanged.
func (r *Reader) newest(ctx context.Context, ref task.Ref, why *task.Failure) (View, error) {
	snap, err := r.load(ctx, ref)
	if err != nil {
		return View{}, err
	}
	return View{Snapshot: snap, Now: latestNow(&snap), Failure: why}, nil
}

// latestNow is the server's clock when the snapshot's state was last received.
// A pinned view is not drawn for it: what was sent must stay what was seen.
func latestNow(snap *task.Snapshot) task.Instant {
	now := snap.Now()
	if now.Before(snap.LastNow) {
		return snap.LastNow
	}
	return now
}

// Load reads one snapshot from history, decoded; a Ref without a number is the
// newest. The error is task.ErrNoSnapshot when there is none. No source is
// asked, except whether a reader may see a task that the Pass does not know.
func (r *Reader) Load(ctx context.Context, ref task.Ref) (task.Snapshot, error) {
	ref = r.Full(ref)
	known, err := r.knows(ctx, ref)
	if err != nil {
		return task.Snapshot{}, err
	}
	if !known {
		view, err := r.Open(ctx, ref, "")
		return view.Snapshot, err
	}
	return r.load(ctx, ref)
}

func (r *Reader) load(ctx context.Context, ref task.Ref) (task.Snapshot, error) {
	snap, err := r.cfg.Store.Load(ctx, ref)
	if err != nil {
		return task.Snapshot{}, fmt.Errorf("load %s: %w", ref, err)
	}
	if known, ok := r.cache.get(snap.Ref); ok {
		snap.Response = known.Response
		return snap, nil
	}
	if snap.Response, err = r.cfg.Decode(snap.Body); err != nil {
		return task.Snapshot{}, fmt.Errorf("decode %s: %w", snap.Ref, err)
	}
	r.cache.put(snap)
	return snap, nil
}

// Read decodes a saved response. The error is a *task.NotATask when it is none.
func (r *Reader) Read(body []byte) (Answer, error) {
	response, err := r.cfg.Decode(body)
	if err != nil {
		return Answer{}, fmt.Errorf("read response: %w", err)
	}
	return Answer{Body: body, Response: response}, nil
}

// Import keeps a saved response under a source, "" for the default one, and
// returns its place. A reader with a Pass imports for nobody else, under the
// source that the Pass names.
func (r *Reader) Import(ctx context.Context, source string, a Answer) (task.Ref, error) {
	if source == "" {
		source = r.cfg.DefaultSource
	}
	if r.pass != nil {
		var err error
		if source, err = r.pass.Own(ctx, a.Response.Task.ID); err != nil {
			return task.Ref{}, fmt.Errorf("import task %s: %w", a.Response.Task.ID, err)
		}
	}
	ref, err := r.cfg.Store.Record(ctx, Entry{Source: source, Origin: task.OriginImport, Body: a.Body, Response: &a.Response})
	if err != nil {
		return task.Ref{}, fmt.Errorf("import task %s: %w", a.Response.Task.ID, err)
	}
	return ref, nil
}
