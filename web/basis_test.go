package web

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocpsim"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// countedHistory counts how often the lists beside a page are read.
type countedHistory struct {
	*history.Store
	remarks, suggested *int
}

func (h countedHistory) Remarks(ctx context.Context, ref task.Ref) ([]task.Remarks, error) {
	*h.remarks++
	return h.Store.Remarks(ctx, ref)
}

func (h countedHistory) Suggest(ctx context.Context, q history.SuggestQuery) (history.Suggested, error) {
	*h.suggested++
	return h.Store.Suggest(ctx, q)
}

// TestAViewIsReadOnceForAllWhoLook, whatever language and view they look at it
// in, and each of those is drawn once.
func TestAViewIsReadOnceForAllWhoLook(t *testing.T) {
	w := newWorld(t)
	remarks, suggested := 0, 0
	counted := countedHistory{w.store, &remarks, &suggested}
	view, err := openRef(t.Context(), task.Ref{Task: task.ID(ocpsim.RunningLarge)}, &visit{Lang: text.English, Reader: w.reader, History: counted})
	if err != nil {
		t.Fatal(err)
	}
	looks := []string{"", "view=timeline", "view=graph", "view=subtasks&sort=-start", "view=timeline&tz=utc"}
	drawings := map[*keptDrawing]bool{}
	look := func(topic live.Topic, moved live.View) {
		t.Helper()
		for range 3 {
			for _, lang := range []text.Lang{text.English, text.Chinese} {
				for _, query := range looks {
					u, err := permalink.ParseLive(path("%d", ocpsim.RunningLarge), values(t, query))
					if err != nil {
						t.Fatal(err)
					}
					v := &visit{Lang: lang, Reader: w.reader, History: counted}
					d, err := w.server.drawing(t.Context(), topic, u, moved, v, false)
					if err != nil {
						t.Fatal(err)
					}
					drawings[d.keptDrawing] = true
				}
			}
		}
	}
	topic := live.Topic{Ref: view.Snapshot.Ref.Newest()}
	for poll := range 2 {
		view.Now.MS += int64(poll) * 2000
		look(topic, view)
		if got, want := fmt.Sprint(remarks, suggested, len(drawings)), fmt.Sprint(poll+1, poll+1, 2*len(looks)*(poll+1)); got != want {
			t.Errorf("after %d views: read, suggested, drawn %s times, want %s", poll+1, got, want)
		}
	}
	// Another account shares nothing with the first.
	topic.Account = "another"
	look(topic, view)
	if remarks != 3 || len(drawings) != 6*len(looks) {
		t.Errorf("for another account: read %d times, %d drawings; want its own", remarks, len(drawings))
	}
}

// TestBasesAreBounded: what is kept does not grow with the tasks that were
// followed, nor with the views of one.
func TestBasesAreBounded(t *testing.T) {
	c := newBases()
	for id := range 100 {
		for view := range 3 {
			c.find(live.Topic{Ref: task.Ref{Task: task.ID(id)}}, fmt.Sprint(view), 10_000)
			sum := 0
			for _, b := range c.by {
				sum += b.size
			}
			if sum != c.taken || sum > mostBasis {
				t.Fatalf("%d are kept, %d are counted, want %d at most", sum, c.taken, mostBasis)
			}
		}
	}
	one := live.Topic{Ref: task.Ref{Task: 1}}
	first := c.find(one, "7", 5)
	if again, other := c.find(one, "7", 5), c.find(one, "8", 5); again != first || other == first {
		t.Error("the same view has two bases, or two views have one")
	}
}

func values(t *testing.T, query string) url.Values {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return q
}
