package live

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"taskscope/internal/task"
)

// patience bounds a request that its client does not bound itself.
const patience = time.Minute

// fetch asks the source, or joins a request for the same task by the same
// account, which key tells apart, that is already under way.
func (r *Reader) fetch(ctx context.Context, source Source, ref task.Ref, key, lang string) (View, error) {
	r.flying.Add(1)
	flight := r.flights.DoChan(ref.String()+"\x00"+key, func() (any, error) {
		// The request belongs to everybody who joins it, so it must outlive
		// the one who came first.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		defer context.AfterFunc(r.ended, cancel)()
		return r.ask(ctx, source, ref, lang)
	})
	select {
	case <-ctx.Done():
		go func() { <-flight; r.flying.Done() }()
		return View{}, ctx.Err()
	case landed := <-flight:
		r.flying.Done()
		if landed.Err != nil {
			return View{}, landed.Err
		}
		return landed.Val.(View), nil
	}
}

// ask makes one request and records its answer.
func (r *Reader) ask(ctx context.Context, source Source, ref task.Ref, lang string) (view View, err error) {
	// A panic in a goroutine of singleflight would end the process.
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("fetch %s: panic: %v", ref, p)
		}
	}()
	start := r.cfg.Now()
	answer, err := source.Fetch(ctx, ref.Task, lang)
	event := Event{Source: ref.Source, Outcome: outcome(err), Duration: r.cfg.Now().Sub(start)}
	if err != nil {
		r.cfg.Observe(event)
		return View{}, fmt.Errorf("fetch %s: %w", ref, err)
	}
	view = r.record(ctx, ref, answer)
	event.NotRecorded = view.NotRecorded != nil
	r.cfg.Observe(event)
	return view, nil
}

func outcome(err error) string {
	if err == nil {
		return "ok"
	}
	if failure := (*task.Failure)(nil); errors.As(err, &failure) {
		if failure.Silent > 0 {
			return "not_sent"
		}
		return string(failure.Kind)
	}
	return "error"
}

// record keeps the answer and shows what was kept. When the task's state did
// not change that is an older body, which differs in the moment it was
// received and so in its Now alone. A history that cannot write hides nothing:
// the answer itself is shown.
func (r *Reader) record(ctx context.Context, ref task.Ref, answer Answer) View {
	kept, err := r.cfg.Store.Record(ctx, Entry{
		Source: ref.Source, Origin: task.OriginOCP, Body: answer.Body, Response: &answer.Response,
	})
	var snap task.Snapshot
	if err == nil {
		snap, err = r.cfg.Store.Load(ctx, kept)
	}
	if err == nil && bytes.Equal(snap.Body, answer.Body) {
		snap.Response = answer.Response
		r.cache.put(snap)
	} else if err == nil {
		snap, err = r.load(ctx, kept)
	}
	if err != nil {
		r.cfg.Logger.ErrorContext(ctx, "answer not recorded", "ref", ref.String(), "error", err)
		return r.unrecorded(ref, answer, err)
	}
	return View{Snapshot: snap, Now: latestNow(&snap), Fresh: true}
}

func (r *Reader) unrecorded(ref task.Ref, answer Answer, why error) View {
	now := r.cfg.Now().UnixMilli()
	snap := task.Snapshot{
		Ref: ref.Newest(), Origin: task.OriginOCP, Body: answer.Body,
		RecordedMS: now, SeenMS: now, Response: answer.Response,
	}
	snap.LastNow = snap.Now()
	return View{Snapshot: snap, Now: snap.LastNow, Fresh: true, NotRecorded: why}
}
