package taskpage

import (
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/diagnosis"
	"taskscope/views/ui"
)

// Header is what the task is and how it went.
type Header struct {
	Name      string
	ID        string
	State     task.State
	StateWord string
	Progress  string
	Diagnosis string
	Estimate  Estimate     // of the end, while it runs
	Suggest   Suggestions  // what to compare with
	Slider    *Slider      // through its snapshots; nil with one alone
	LookAt    *LookAt      // the subtask that calls for a person first
	Facts     []HeaderFact // identity: cluster, tenant, creator, …
	Times     []HeaderFact // created, started, finished
	Sum       Sum
	Source    []HeaderFact // source, snapshot, age, traceId
	ZoneURL   string       // the same page in the other zone
	ZoneName  string
}

// HeaderFact is a name, its value and, where it needs one, an explanation.
type HeaderFact struct {
	Name, Value, Hint string
	URL               string
	None              bool // OCP did not say
}

// LookAt leads to a subtask.
type LookAt struct {
	Text, URL string
	Subtask   task.SubtaskID
}

// Sum is the makespan and what it is made of; the parts always add up to it.
type Sum struct {
	OK                         bool
	Makespan, Run, Wait, Tail  string
	Exact                      string // in whole ms, as the sum it is
	RunShare, WaitShare        string
	Ideal, Busy, Peak, Average string
	Problem                    string // why there is no critical path
	Note                       string // what makes the figures larger than the work
}

// brief says that what the reader came for is below: rows, a graph, a table. The
// facts of the header are folded there, and on paper open as everywhere.
func (p Page) brief() bool {
	return p.View == permalink.Timeline || p.View == permalink.Graph || p.View == permalink.Subtasks
}

func (b *pageOf) header() Header {
	t, state := b.task, b.task.State()
	h := Header{
		Name: t.Name, ID: t.ID.String(), State: state, StateWord: ui.StateWord(b.text, state, t.Status),
		Progress: b.progress(), Diagnosis: b.diagnosis(), LookAt: b.lookAt(), Estimate: b.estimate(), Suggest: b.suggestions(), Slider: b.slider(),
		Facts: b.identity(), Times: b.times(), Sum: b.sum(), Source: b.source(),
	}
	if h.Name == "" {
		h.Name = b.text.T("task.unnamed")
	}
	other, zone := permalink.ZoneUTC, "task.zone_utc"
	if b.URL.Zone == permalink.ZoneUTC {
		other, zone = permalink.ZoneOCP, "task.zone_ocp"
	}
	h.ZoneURL, h.ZoneName = b.URL.In(other).Query(), b.text.T(zone)
	return h
}

// diagnosis is what to tell a person who opens the page, in one line.
func (b *pageOf) diagnosis() string {
	return diagnosis.Line(diagnosis.Input{Text: b.text, Task: b.task, Graph: b.Graph, Analysis: b.Analysis,
		Diagnosis: b.diagnosed, Name: name, Usual: b.Usual})
}

// lookAt leads to the subtask that calls for a person first.
func (b *pageOf) lookAt() *LookAt {
	i := b.diagnosed.First
	if i < 0 || b.task.Subtasks[i].ID == b.URL.Subtask {
		return nil
	}
	s := &b.task.Subtasks[i]
	return &LookAt{Text: b.text.T("diagnosis.look", "Name", name(s)), URL: b.link(s.ID), Subtask: s.ID}
}

// progress counts in the direction the task goes, never in percent.
func (b *pageOf) progress() string {
	done, of, forward := b.task.Progress()
	if forward {
		return b.text.N("task.progress", of, "Done", b.text.Count(done))
	}
	return b.text.N("task.progress_back", of, "Done", b.text.Count(done))
}

func (b *pageOf) identity() []HeaderFact {
	t := b.task
	var facts []HeaderFact
	add := func(key, value, hint string) {
		facts = append(facts, HeaderFact{Name: b.text.T(key), Value: value, Hint: hint, None: value == ""})
	}
	if c := t.Cluster; c != nil {
		add("task.cluster", join(c.Name, c.Type, idText(c.OBClusterID, "OB\u00a0")), idText(c.ID, "OCP id "))
	} else {
		add("task.cluster", "", "")
	}
	if n := t.Tenant; n != nil {
		add("task.tenant", join(n.Name, n.Mode, idText(n.OBTenantID, "OB\u00a0")), idText(n.ID, "OCP id "))
	} else {
		add("task.tenant", "", "")
	}
	add("task.creator", join(t.Creator.Name, idText(t.Creator.ID, "id ")), "")
	add("task.type", t.Type, "")
	add("task.operation", string(t.Operation), "")
	add("task.executor", t.Executor, "")
	add("task.rollback", b.rollback(t.ProhibitRollback), b.text.T("task.rollback_hint"))
	return facts
}

// rollback turns OCP's field the right way round: true means forbidden, though
// OCP's page says the opposite (ocp.md 1.4).
func (b *pageOf) rollback(prohibited task.Opt[bool]) string {
	switch {
	case !prohibited.OK:
		return ""
	case prohibited.V:
		return b.text.T("task.rollback_forbidden")
	}
	return b.text.T("task.rollback_allowed")
}

func (b *pageOf) times() []HeaderFact {
	t := b.task
	fact := func(key string, i task.Instant) HeaderFact {
		return HeaderFact{Name: b.text.T(key), Value: b.clock.Date(i), None: !i.Set}
	}
	times := []HeaderFact{fact("task.created", t.Created), fact("task.started", t.Started)}
	if t.Running() {
		// A finish time is from before a retry; what counts is the server's now.
		return append(times, HeaderFact{
			Name: b.text.T("task.as_of"), Value: b.onAxis(b.Now, b.clock.Date(b.Now)), Hint: b.text.T("task.as_of_hint"),
		})
	}
	return append(times, fact("task.finished", t.Finished))
}

func (b *pageOf) sum() Sum {
	a, p := b.Analysis, b.text
	if !a.OK {
		return Sum{Problem: p.T("task.no_timeline")}
	}
	s := Sum{
		OK:       true,
		Makespan: p.Exact(a.MakespanMS),
		Run:      p.Exact(a.CriticalRunMS), Wait: p.Exact(a.CriticalWaitMS), Tail: p.Exact(a.TailMS),
		RunShare: p.Percent(a.CriticalRunMS, a.MakespanMS), WaitShare: p.Percent(a.CriticalWaitMS, a.MakespanMS),
		Ideal: p.Exact(a.IdealMS), Busy: p.Exact(a.BusyMS), Peak: p.Count(a.Peak),
		Exact: p.T("task.sum_exact", "Makespan", p.MS(a.MakespanMS), "Run", p.MS(a.CriticalRunMS),
			"Wait", p.MS(a.CriticalWaitMS), "Tail", p.MS(a.TailMS)),
	}
	if a.MakespanMS > 0 {
		s.Average = p.Mean(a.Average(), 1)
	}
	if a.PathMixed() {
		s.Note = p.T("sum.mixed")
	}
	if by := a.SkewMS(); by > 0 {
		s.Note = strings.TrimSpace(s.Note + " " + p.T("sum.skew", "By", p.Exact(by)))
	}
	if a.IdealMS > a.MakespanMS || a.PathProblem == timeline.PathUndone { // pauses or wrong clocks are part of it: no bound of anything
		s.Ideal = "–"
	}
	if a.PathProblem != "" {
		s.Problem = p.T("path_problem." + string(a.PathProblem))
	}
	return s
}

func (b *pageOf) source() []HeaderFact {
	s, p := b.Snapshot, b.text
	facts := []HeaderFact{{Name: p.T("task.source"), Value: join(s.Ref.Source, b.SourceIs), Hint: p.T("task.origin_" + string(s.Origin))}}
	if n := s.Ref.Snapshot; n > 0 {
		value := p.T("task.snapshot_n", "N", n)
		if b.Newest > n {
			value = p.T("task.snapshot_n_of", "N", n, "Newest", b.Newest)
		}
		facts = append(facts, HeaderFact{Name: p.T("task.snapshot"), Value: value, URL: permalink.ToTask(b.URL.Ref.At(n)).String()})
	} else {
		facts = append(facts, HeaderFact{Name: p.T("task.snapshot"), Value: p.T("task.not_recorded")})
	}
	seen := s.RecordedMS
	if !b.Pinned {
		seen = s.SeenMS
	}
	facts = append(facts,
		HeaderFact{Name: p.T("task.age"), Value: p.Ago(b.ReadMS - seen), Hint: b.clock.Date(task.At(seen, b.Now.Offset))},
		HeaderFact{Name: p.T("task.trace"), Value: s.Envelope.TraceID, None: s.Envelope.TraceID == ""},
		HeaderFact{Name: p.T("task.server"), Value: s.Envelope.Server, None: s.Envelope.Server == ""})
	return facts
}

// join puts the parts that are there between dots.
func join(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, " · ")
}

func idText(id task.Opt[int64], before string) string {
	if !id.OK {
		return ""
	}
	return before + itoa(id.V)
}
