package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// rehearse draws the page of a made task: what a process does for its first page
// alone (the program comes from the disk, memory from the system, queries are
// prepared, writers made) is done when the first reader asks. For a page of a
// hundred subtasks that is more than the page. Nothing is recorded, logged or
// counted, and no source is asked.
func (s *server) rehearse(ctx context.Context, w http.ResponseWriter) error {
	const source = "rehearsal"
	reader, err := live.New(live.Config{DefaultSource: source, Store: stage(rehearsed(rehearsedSubtasks)), Decode: ocp.Decode})
	if err != nil {
		return err
	}
	defer reader.Close()
	ref := task.Ref{Source: source, Task: 1, Snapshot: 1}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, permalink.ToTask(ref).String(), nil)
	if err != nil {
		return fmt.Errorf("rehearse: %w", err)
	}
	r.Header.Set("Accept-Encoding", "br")
	c := echo.New().NewContext(r, w)
	c.SetParamNames("ref")
	c.SetParamValues(ref.String())
	v := s.newVisit(r)
	v.Reader, v.History = reader, s.library.history // which knows nothing of the made task
	c.Set(visitKey, v)
	err = guarded(func() error { return s.serveTask(c) })
	// The page had its snapshot from elsewhere; this one is prepared as well.
	if _, loadErr := s.library.history.Load(ctx, ref); !errors.Is(loadErr, task.ErrNoSnapshot) {
		err = errors.Join(err, loadErr)
	}
	if err != nil {
		return fmt.Errorf("rehearse: %w", err)
	}
	if err := stretchBrotli(); err != nil {
		return fmt.Errorf("rehearse: %w", err)
	}
	return nil
}

// stage is a history that has one snapshot, whatever it is asked for.
type stage []byte

func (b stage) Load(_ context.Context, ref task.Ref) (task.Snapshot, error) {
	return task.Snapshot{Ref: ref, Origin: task.OriginImport, Body: b}, nil
}

func (b stage) Record(_ context.Context, e live.Entry) (task.Ref, error) {
	return task.Ref{}, fmt.Errorf("record task %s: nothing is kept of a rehearsal", e.Response.Task.ID)
}

// nobody is whom a rehearsal is for.
type nobody map[string][]string

func (n nobody) Header() http.Header       { return http.Header(n) }
func (nobody) Write(b []byte) (int, error) { return len(b), nil }
func (nobody) WriteHeader(int)             {}
func (nobody) Flush()                      {}

// rehearsedSubtasks is how large the made task is: as most are, and its page is
// more than is held back.
const rehearsedSubtasks = 120

// rehearsed is OCP's answer for a task of n subtasks: split stages of four, each
// after the stage before, with waits and one failure.
func rehearsed(n int) []byte {
	var b strings.Builder
	stamp := func(ms int) string {
		return fmt.Sprintf("2026-01-01T00:%02d:%02d.%03dZ", ms/60_000, ms/1000%60, ms%1000)
	}
	fmt.Fprintf(&b, `{"id":1,"name":"Rehearsal","type":"MANUAL","status":"FAILED","operation":"EXECUTE","createTime":%q,"startTime":%[1]q,"finishTime":%q,"subtasks":[`,
		stamp(0), stamp(n*1000))
	for i := range n {
		status, ups := "SUCCESSFUL", ""
		if first := i / 4 * 4; first > 0 {
			ups = fmt.Sprintf("%d,%d,%d,%d", first-3, first-2, first-1, first)
		}
		if i == n-1 {
			status = "FAILED"
		}
		if i > 0 {
			b.WriteByte(',')
		}
		start := i/4*4_000 + i%4*200
		fmt.Fprintf(&b, `{"id":%d,"name":"Stage %d of the rehearsal","status":%q,"operation":"EXECUTE","parallelIdx":%d,"runTime":1,"createTime":%q,"startTime":%q,"finishTime":%q,"upstreams":[%s],"downstreams":[]}`,
			i+1, i/4, status, i%4, stamp(0), stamp(start), stamp(start+3_000-i%4*100), ups)
	}
	b.WriteString("]}")
	return []byte(b.String())
}
