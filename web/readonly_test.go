package web

import (
	"bytes"
	"context"
	"net/http"
	"testing"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocpsim"
)

// checkedHistory says of itself what a test wants.
type checkedHistory struct {
	*history.Store
	err error
}

func (h checkedHistory) Check(context.Context) error { return h.err }

// TestReadOnlyHistory and a full disk are told alike, whatever it is: on the
// page, which is drawn, in the log, in a metric, and by readyz. What makes a
// history say so is tested there, with real files.
func TestReadOnlyHistory(t *testing.T) {
	for _, reason := range []history.Reason{history.ReasonReadOnly, history.ReasonFull} {
		t.Run(string(reason), func(t *testing.T) {
			why := &history.Error{Op: "record in /secret/history.db", Reason: reason, Write: true}
			w := newWorld(t, func(s *setup) {
				s.wrapStore = func(st live.Store) live.Store { return brokenStore{st, why} }
				s.history = func(st *history.Store) History { return checkedHistory{st, why} }
			})
			for lang, words := range map[string]string{"en": "Not recorded", "zh-CN": "未记录"} {
				checkBanner(t, w.get(path("/tasks/%d", ocpsim.Sample), "Accept-Language", lang), words)
			}
			if m := w.get("/metrics"); !bytes.Contains(m.body, []byte("taskscope_not_recorded_total 2\n")) {
				t.Error("the metric does not count it")
			}
			r := w.get("/readyz")
			if r.StatusCode != http.StatusServiceUnavailable || bytes.Contains(r.body, []byte("/secret")) {
				t.Errorf("readyz = %d %q, want 503 without a path", r.StatusCode, r.body)
			}
			if got := w.get("/healthz").StatusCode; got != http.StatusOK {
				t.Errorf("healthz = %d: the process answers", got)
			}
		})
	}
}
