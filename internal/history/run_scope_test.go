package history

import (
	"testing"

	"taskscope/internal/task"
)

// What alice gets of the runs of others: see scoped.

func scopedMoments(t *testing.T, s *Store) {
	for id, want := range map[task.ID]int{5: 1, 10: 2, 7: 0} {
		if got, _, err := s.Moments(t.Context(), task.Ref{Source: "prod", Task: id}); err != nil || len(got) != want {
			t.Errorf("Moments(%d) = %v, %v, want %d", id, got, err, want)
		}
	}
}

// Of the twenty tasks of that name alice may see 15, 30, 45 and 60.
func scopedTimings(t *testing.T, s *Store) {
	if got, err := s.Timings(t.Context(), TimingsQuery{Source: "prod", Name: "Backup", Except: 15}); err != nil || len(got) != 3 {
		t.Errorf("Timings = those of %d, %v, want 3", len(got), err)
	}
}

func scopedTimingsStamp(t *testing.T, s *Store) {
	q := TimingsQuery{Source: "prod", Name: "Backup"}
	one, err := s.TimingsStamp(t.Context(), q)
	other, otherErr := s.For(Viewer{}).TimingsStamp(t.Context(), q)
	if err != nil || otherErr != nil || one == other {
		t.Errorf("the stamps of two readers are %d and %d, %v, %v", one, other, err, otherErr)
	}
}

func scopedSuggest(t *testing.T, s *Store) {
	got, err := s.Suggest(t.Context(), SuggestQuery{Source: "prod", Name: "Backup", Cluster: "a", Tenant: "sys", Task: 60})
	if err != nil || got.LastSuccess == nil || got.Previous == nil || got.Fastest == nil || got.Slowest == nil || got.Succeeded != 1 {
		t.Fatalf("Suggest = %+v, %v", got, err)
	}
	for _, m := range []*task.Summary{got.LastSuccess, got.Previous, got.Fastest, got.Slowest} {
		if !may(aliceOfProd, m.Ref) {
			t.Errorf("Suggest gives %s", m.Ref)
		}
	}
}

func scopedTrend(t *testing.T, s *Store) {
	got, err := s.Trend(t.Context(), TrendQuery{Source: "prod", Name: "Backup"})
	if err != nil || len(got.Runs) != 4 || len(got.Places) != 2 {
		t.Errorf("Trend = %d runs in %v, %v, want 4 in 2", len(got.Runs), got.Places, err)
	}
	for i := range got.Runs {
		if !may(aliceOfProd, got.Runs[i].Ref) {
			t.Errorf("Trend gives %s", got.Runs[i].Ref)
		}
	}
	if got, err := s.For(Viewer{}).Trend(t.Context(), TrendQuery{Source: "prod", Name: "Backup"}); err != nil || got.Runs != nil || got.Places != nil {
		t.Errorf("who may see nothing gets %+v, %v", got, err)
	}
}
