package gantt

import (
	"fmt"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/task"
)

// However many subtasks there are, one that failed within a moment is seen on the
// minimap: above the critical path, where its row is, and all of it within.
func TestWhatEndedBadlyIsSeenOnTheMinimap(t *testing.T) {
	const (
		narrow = 280 // px: the minimap on a small phone
		least  = 3
	)
	for _, n := range []int{1, 4, 25, 100, 1312, 10_000} {
		for _, failed := range []int{0, n / 2, n - 1} {
			what := fmt.Sprintf("%d of %d", failed, n)
			list := make([]task.Subtask, n)
			for k := range list {
				from := int64(k) * 1000
				list[k] = sub(task.SubtaskID(k+1), "Step", from, from+1000)
				if k > 0 {
					list[k].Upstreams = []task.SubtaskID{task.SubtaskID(k)}
				}
			}
			list[failed].Status, list[failed].Finished = task.StatusFailed, at(int64(failed)*1000+1)
			whole := int64(n) * 1000
			v, doc := draw(t, input(t, finished(whole, list...), "fold=none"))
			if len(v.Map.Bad) != 1 || v.Map.Bad[0].Class != "s-failed" {
				t.Fatalf("%s: %+v ended badly", what, v.Map.Bad)
			}
			var x, y, wide, high, back int
			if _, err := fmt.Sscanf(v.Map.Bad[0].Path, "M%d %dh%dv%dh%dz", &x, &y, &wide, &high, &back); err != nil {
				t.Fatalf("%s: %q: %v", what, v.Map.Bad[0].Path, err)
			}
			if top, end := y-mapEdge, y+high+mapEdge; end-top < least || top < 0 || end > mapHeight {
				t.Errorf("%s: it is drawn from %d px to %d of %d", what, top, end, mapHeight)
			}
			rows := min(n, mapRows)
			if row := (2*y + high) / 2 * rows / mapHeight; row-failed*rows/n > 1 || failed*rows/n-row > 1 {
				t.Errorf("%s: its middle is in row %d of %d, want %d", what, row, rows, failed*rows/n)
			}
			if at := failed * mapWidth / n; at < x-2*mapColumn || at > x+wide+2*mapColumn || wide > 2*mapColumn {
				t.Errorf("%s: it is drawn from %d to %d, want about %d", what, x, x+wide, at)
			}
			seen := wide * narrow / mapWidth // of the outline one side at the least
			if x > 0 && x+wide < mapWidth {
				seen += mapEdge
			}
			if seen+mapEdge < least {
				t.Errorf("%s: on a phone it is %d px wide", what, seen+mapEdge)
			}
			holdOrderOfMap(t, what, doc)
		}
	}
}

func holdOrderOfMap(t *testing.T, what string, doc *goquery.Document) {
	t.Helper()
	bad := doc.Find(".tl-map path.bad.s-failed")
	if bad.Length() != 1 || bad.NextAllFiltered("path").Length() > 0 || doc.Find(".tl-map path:not(.bad).s-failed").Length() > 0 {
		t.Errorf("%s: what failed is not the last of the minimap's paths, once", what)
	}
	if bad.PrevAllFiltered(".map-path").Length() != 1 {
		t.Errorf("%s: it is not above the critical path", what)
	}
}
