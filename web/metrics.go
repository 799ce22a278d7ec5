package web

import (
	"context"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"taskscope/internal/history"
	"taskscope/internal/live"
)

// Metrics are what /metrics tells, in a registry of their own.
type Metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	durations   *prometheus.HistogramVec
	fetches     *prometheus.CounterVec
	fetchTimes  *prometheus.HistogramVec
	polls       *prometheus.CounterVec
	tellings    prometheus.Histogram
	streams     prometheus.Gauge
	notRecorded prometheus.Counter
	signIns     *prometheus.CounterVec
	snapshots   prometheus.Gauge
	tasks       prometheus.Gauge
	bytes       prometheus.Gauge
	uses        *prometheus.HistogramVec
	useFailures *prometheus.CounterVec
	dropped     *prometheus.CounterVec
}

// NewMetrics makes the metrics. Pass Fetched to the live.Reader.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_http_requests_total", Help: "Requests answered."}, []string{"route", "method", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "taskscope_http_request_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10, 30}}, []string{"route"}),
		fetches: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_ocp_fetches_total", Help: "Requests to OCP by what came of them."}, []string{"source", "outcome"}),
		fetchTimes: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "taskscope_ocp_fetch_seconds", Help: "Time OCP took to answer.",
			Buckets: []float64{.01, .03, .1, .3, 1, 3, 10, 30}}, []string{"source"}),
		polls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_polls_total", Help: "Polls of running tasks that somebody looks at, by what came of them."}, []string{"source", "outcome"}),
		tellings: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "taskscope_live_told_seconds", Help: "From the answer of a poll until a page that follows the task was sent what changed.",
			Buckets: []float64{.01, .03, .1, .3, 1, 3, 10}}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "taskscope_live_streams", Help: "Pages that are being followed."}),
		notRecorded: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "taskscope_not_recorded_total", Help: "Answers of OCP that history could not keep."}),
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_sign_ins_total", Help: "Tries to sign in by what came of them."}, []string{"source", "outcome"}),
		snapshots: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "taskscope_history_snapshots", Help: "Snapshots kept."}),
		tasks: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "taskscope_history_tasks", Help: "Tasks that have a snapshot."}),
		bytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "taskscope_history_bytes", Help: "Size of the history on disk."}),
		uses: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "taskscope_history_seconds", Help: "Time that a read or a write of the history took, waiting for its turn included.",
			Buckets: []float64{.0003, .001, .003, .01, .03, .1, .3, 1, 3, 10}}, []string{"use"}),
		useFailures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_history_failures_total", Help: "Reads and writes of the history that failed, by why."}, []string{"use", "reason"}),
		dropped: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "taskscope_history_dropped_total", Help: "Snapshots dropped, by the rule they were dropped for."}, []string{"rule"}),
	}
	m.registry.MustRegister(m.requests, m.durations, m.fetches, m.fetchTimes, m.polls, m.tellings, m.streams, m.notRecorded, m.signIns,
		m.snapshots, m.tasks, m.bytes, m.uses, m.useFailures, m.dropped, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Fetched counts one request to a source.
func (m *Metrics) Fetched(e live.Event) {
	m.fetches.WithLabelValues(e.Source, e.Outcome).Inc()
	if e.Outcome != "not_sent" { // that OCP is left alone says nothing of how fast it is
		m.fetchTimes.WithLabelValues(e.Source).Observe(e.Duration.Seconds())
	}
	if e.NotRecorded {
		m.notRecorded.Inc()
	}
}

// Polled counts one poll of a task that is followed.
func (m *Metrics) Polled(t live.Topic, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "failed"
	}
	m.polls.WithLabelValues(t.Ref.Source, outcome).Inc()
}

// told counts what one page was told of a poll.
func (m *Metrics) told(took time.Duration) { m.tellings.Observe(took.Seconds()) }

// Pruned counts what was dropped.
func (m *Metrics) Pruned(d history.Dropped) {
	for rule, n := range d.Snapshots {
		m.dropped.WithLabelValues(string(rule)).Add(float64(n))
	}
}

// signedIn counts a try to sign in: "ok", "wrong", "too_often" or "undecided".
func (m *Metrics) signedIn(source, outcome string) { m.signIns.WithLabelValues(source, outcome).Inc() }

// Used counts one use of the history: pass it to history.Open. The reasons are
// those that history has.
func (m *Metrics) Used(write bool, failed history.Reason, took time.Duration) {
	use := "read"
	if write {
		use = "write"
	}
	m.uses.WithLabelValues(use).Observe(took.Seconds())
	if failed != "" {
		m.useFailures.WithLabelValues(use, string(failed)).Inc()
	}
}

// served counts one answer. The method is a label only where a route knows it:
// what a client makes up must not make a metric grow. A stream lasts as long as
// its reader looks, which says nothing of the server: it is counted, not timed.
func (m *Metrics) served(route, method string, status int, took time.Duration, stream bool) {
	if route == "unknown" {
		method = "any"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	if !stream {
		m.durations.WithLabelValues(route).Observe(took.Seconds())
	}
}

// measure reads the sizes of the history; they stay as they were when it
// cannot be read.
func (m *Metrics) measure(ctx context.Context, h History) {
	stats, err := h.Stats(ctx)
	if err != nil {
		return
	}
	m.snapshots.Set(float64(stats.Snapshots))
	m.tasks.Set(float64(stats.Tasks))
	m.bytes.Set(float64(stats.Bytes))
}
