package history

import (
	"errors"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// scoped has every exported method of a Store and what a reader who may see
// task 5 of prod, but not task 7, gets of it. A method that is not here fails
// the test: whatever reads tasks has to leave out what the reader may not see.
var scoped = map[string]func(*testing.T, *Store){
	// These tell nothing of single tasks, or are for the program itself.
	"Check": nil, "Close": nil, "Backfill": nil, "For": nil, "Grant": nil, "Granted": nil, "PruneGrants": nil, "Record": nil, "Revoke": nil, "Stats": nil,

	"List": nil, // TestViewerList
	"Remarks": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]int{5: 1, 7: 0} {
			whole := &Store{core: s.core}
			ref := task.Ref{Source: "prod", Task: id, Snapshot: 1}
			if err := whole.SetPin(t.Context(), ref, true, "me"); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Remarks(t.Context(), ref); err != nil || len(got) != want {
				t.Errorf("Remarks(%s) = %v, %v, want %d", ref, got, err, want)
			}
		}
	},
	"SetNote": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]error{5: nil, 7: task.ErrNoSnapshot} {
			if _, err := s.SetNote(t.Context(), task.Ref{Source: "prod", Task: id, Snapshot: 1}, task.Note{Title: "x"}); !errors.Is(err, want) {
				t.Errorf("SetNote(prod:%d@1) = %v, want %v", id, err, want)
			}
		}
	},
	"SetPin": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]error{5: nil, 7: task.ErrNoSnapshot} {
			if err := s.SetPin(t.Context(), task.Ref{Source: "prod", Task: id, Snapshot: 1}, true, ""); !errors.Is(err, want) {
				t.Errorf("SetPin(prod:%d@1) = %v, want %v", id, err, want)
			}
		}
	},
	// These are of the whole history, and refuse.
	"Backup": func(t *testing.T, s *Store) { refuses(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "x"))) },
	"Export": func(t *testing.T, s *Store) { _, err := s.Export(t.Context(), io.Discard); refuses(t, err) },
	"Prune":  func(t *testing.T, s *Store) { _, err := s.Prune(t.Context(), Keep{Snapshots: 1}); refuses(t, err) },
	"Restore": func(t *testing.T, s *Store) {
		_, err := s.Restore(t.Context(), strings.NewReader(""), decodeTold)
		refuses(t, err)
	},
	"Load": func(t *testing.T, s *Store) {
		for _, n := range []int{0, 1} {
			if _, err := s.Load(t.Context(), task.Ref{Source: "prod", Task: 5, Snapshot: n}); err != nil {
				t.Errorf("Load(prod:5@%d) = %v", n, err)
			}
			if _, err := s.Load(t.Context(), task.Ref{Source: "prod", Task: 7, Snapshot: n}); !errors.Is(err, task.ErrNoSnapshot) {
				t.Errorf("Load(prod:7@%d) = %v, want that there is none", n, err)
			}
		}
	},
	"Latest": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]int{5: 1, 10: 2, 7: 0} {
			if got, err := s.Latest(t.Context(), task.Ref{Source: "prod", Task: id}); err != nil || got != want {
				t.Errorf("Latest(%d) = %d, %v, want %d", id, got, err, want)
			}
		}
	},
	"Snapshots": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]int{5: 1, 10: 2, 7: 0} {
			if got, err := s.Snapshots(t.Context(), "prod", id, 0); err != nil || len(got) != want {
				t.Errorf("Snapshots(%d) = %d, %v, want %d", id, len(got), err, want)
			}
		}
	},
	"Sources": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]int{5: 1, 7: 0, 12: 0} {
			if got, err := s.Sources(t.Context(), id); err != nil || len(got) != want {
				t.Errorf("Sources(%d) = %v, %v, want %d", id, got, err, want)
			}
		}
	},
	"Trail": func(t *testing.T, s *Store) {
		for id, want := range map[task.ID]int{5: 1, 10: 2, 7: 0} {
			if got, err := s.Trail(t.Context(), task.Ref{Source: "prod", Task: id}); err != nil || len(got) != want {
				t.Errorf("Trail(%d) = %v, %v, want %d", id, got, err, want)
			}
		}
	},
	"Moments":      scopedMoments,
	"Timings":      scopedTimings,
	"TimingsStamp": scopedTimingsStamp,
	"Suggest":      scopedSuggest,
	"Trend":        scopedTrend,
	"Runs": func(t *testing.T, s *Store) {
		got, err := s.Runs(t.Context(), RunsQuery{Source: "prod", Name: "Backup", Cluster: "a"})
		if err != nil || len(got) == 0 {
			t.Errorf("Runs = %d, %v, want some", len(got), err)
		}
		for i := range got {
			if !may(aliceOfProd, got[i].Ref) {
				t.Errorf("Runs gives %s", got[i].Ref)
			}
		}
	},
}

func refuses(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, errForOne) {
		t.Errorf("it gives %v, want that it is not for one reader", err)
	}
}

func TestEveryReadIsScoped(t *testing.T) {
	s := grantedWorld(t).For(aliceOfProd)
	typ := reflect.TypeFor[*Store]()
	for i := range typ.NumMethod() {
		name := typ.Method(i).Name
		check, ok := scoped[name]
		if !ok {
			t.Errorf("Store.%s has not been held against readers who may not see everything: add it to the table", name)
		}
		if check != nil {
			t.Run(name, func(t *testing.T) { check(t, s) })
		}
	}
	for name := range scoped {
		if _, ok := typ.MethodByName(name); !ok {
			t.Errorf("the table has %s, which Store does not", name)
		}
	}
}
