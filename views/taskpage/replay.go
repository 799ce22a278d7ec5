package taskpage

import (
	"strconv"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Replay are the snapshots of a task in order of the moments they show.
type Replay struct {
	Moments []Moment
	At      int  // the one that is shown
	Cut     bool // there are earlier ones, which are not in Moments
}

// Moment is one snapshot.
type Moment struct {
	Snapshot int
	NowMS    int64 // the server's clock, UTC ms
}

// Change is a change and the snapshot that first had it; 0 where that is not
// known.
type Change struct {
	timeline.Change
	Snapshot int
}

// Slider goes through the snapshots: by links, and by a range that a script
// enables. It keeps view, range and selection.
type Slider struct {
	Place                   string // "3 of 5"
	Now                     string // the moment that is shown
	First, Prev, Next, Last string // URLs; "" where one is there already
	Value, Max              int
	Numbers, Labels         string // of each snapshot, joined by commas, for the script
	Path                    string // of the task without a snapshot
	Newest                  int    // it is shown without its number, unless it was asked for
	Note                    string // that some are left out
	List                    string // URL of the changes; "" where these are shown
}

// slider is nil with one snapshot alone.
func (b *pageOf) slider() *Slider {
	m, at := b.Replay.Moments, b.Replay.At
	if len(m) < 2 || at < 0 {
		return nil
	}
	s := &Slider{
		Place: b.text.T("replay.place", "At", b.text.Count(at+1), "Of", b.text.Count(len(m))), Now: b.clock.Date(task.At(m[at].NowMS, b.Now.Offset)),
		Value: at, Max: len(m) - 1, Path: permalink.ToTask(b.URL.Ref.Newest()).Path(), Newest: b.Newest,
	}
	if at > 0 {
		s.First, s.Prev = b.pinned(m[0].Snapshot), b.pinned(m[at-1].Snapshot)
	}
	if at < len(m)-1 {
		s.Next, s.Last = b.pinned(m[at+1].Snapshot), b.pinned(m[len(m)-1].Snapshot)
	}
	numbers, labels := make([]string, len(m)), make([]string, len(m))
	for k := range m {
		numbers[k], labels[k] = strconv.Itoa(m[k].Snapshot), b.clock.Short(task.At(m[k].NowMS, b.Now.Offset))
	}
	s.Numbers, s.Labels = strings.Join(numbers, ","), strings.Join(labels, ",")
	if b.Replay.Cut {
		s.Note = b.text.T("replay.cut", "N", b.text.Count(len(m)))
	}
	if b.URL.View != permalink.Changes {
		s.List = b.URL.Show(permalink.Changes).Query()
	}
	return s
}

// pinned is this page as another snapshot has it; the newest is the one that
// goes on.
func (b *pageOf) pinned(n int) string {
	if n == b.Newest {
		n = 0
	}
	return b.URL.Pinned(n).String()
}

// Changes are what consecutive snapshots differ in.
type Changes struct {
	Caption string
	None    string // why there are none
	Note    string // what is left out
	CSV     string // URL of all of them
	JSON    string
	Steps   []ChangeStep
	Tries   []Try // attempts that OCP does not tell apart
}

// ChangeStep is what one snapshot brought.
type ChangeStep struct {
	Title string
	URL   string // of the snapshot; "" where it is not known
	Rows  []ChangeRow
}

// ChangeRow is one change.
type ChangeRow struct {
	Name, URL          string // of the subtask; no URL for the task itself
	ID                 string
	From, To           string // words
	FromClass, ToClass string
	Detail             string
}

// Try is one attempt of a subtask.
type Try struct {
	Name, URL, ID string
	N             int
	State, Class  string
	From, To      string
}

// maxChanges is how many changes the page lists, the latest; the file has all.
const maxChanges = 3000

func (b *pageOf) changes() *Changes {
	p := b.text
	var list []Change
	for k := range b.Changes {
		i, known := b.index[b.Changes[k].Subtask]
		if b.URL.Filtered() && (!known || b.dimmed[i]) {
			continue
		}
		list = append(list, b.Changes[k])
	}
	c := &Changes{Caption: p.N("changes.caption", len(list)), Tries: b.tries()}
	switch {
	case len(b.Changes) == 0:
		c.None = p.T("changes.none")
	case len(list) == 0:
		c.None = p.T("changes.none_match")
	}
	if len(b.Changes) > 0 {
		c.CSV, c.JSON = b.URL.Export(permalink.ChangesCSV), b.URL.Export(permalink.ChangesJSON)
	}
	if cut := len(list) - maxChanges; cut > 0 {
		list = list[cut:]
		c.Note = p.N("changes.cut", cut)
	}
	if b.ChangesCut || b.Replay.Cut {
		c.Note = strings.TrimSpace(c.Note + " " + p.T("changes.earlier"))
	}
	names := timeline.NamesByID(b.task)
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].To.First == list[from].To.First {
			to++
		}
		c.Steps = append(c.Steps, b.changeStep(list[from:to], names))
		from = to
	}
	return c
}

// changeStep are the changes that were first seen at one moment.
func (b *pageOf) changeStep(list []Change, names map[task.SubtaskID]string) ChangeStep {
	first := &list[0]
	step := ChangeStep{Title: b.text.N("changes.step", len(list), "Snapshot", first.Snapshot, "By", b.at(first.To.First))}
	if first.Snapshot > 0 {
		step.URL = b.URL.Pinned(first.Snapshot).String()
	}
	for k := range list {
		ch := &list[k]
		from, to := ch.States()
		r := ChangeRow{Name: b.text.T("changes.task"), To: b.stateWord(to, ch.To.Status), ToClass: "s-" + to.String(), Detail: b.changeDetail(ch)}
		if ch.Subtask != 0 {
			r.ID, r.Name, r.URL = ch.Subtask.String(), names[ch.Subtask], b.selects.with(ch.Subtask.String())
			if i, ok := b.index[ch.Subtask]; ok {
				r.Name = name(&b.task.Subtasks[i])
			} else {
				r.Name, r.URL = r.ID, ""
			}
		}
		if !ch.New {
			r.From, r.FromClass = b.stateWord(from, ch.From.Status), "s-"+from.String()
		}
		step.Rows = append(step.Rows, r)
	}
	return step
}

// changeDetail says what a change of state does not: between which moments, when
// by OCP, which attempt.
func (b *pageOf) changeDetail(ch *Change) string {
	p := b.text
	var parts []string
	if !ch.New {
		parts = append(parts, p.T("changes.between", "After", b.at(ch.From.Last), "By", b.at(ch.To.First)))
	}
	if at := ch.Started(); at.Set {
		parts = append(parts, p.T("changes.started", "At", b.clock.Time(at)))
	}
	if at := ch.Finished(); at.Set {
		parts = append(parts, p.T("changes.finished", "At", b.clock.Time(at)))
	}
	if n := ch.Attempt(); n > 0 {
		parts = append(parts, p.T("changes.attempt", "N", n))
	}
	if op := ch.To.Operation; !ch.New && !op.Is(ch.From.Operation) {
		parts = append(parts, p.T("changes.operation", "From", string(ch.From.Operation), "To", string(op)))
	}
	return strings.Join(parts, p.T("changes.and"))
}

func (b *pageOf) stateWord(st task.State, raw task.Status) string {
	if st == task.Unknown {
		return b.text.State(st) + b.text.T("task.colon") + string(raw)
	}
	return b.text.State(st)
}

// at writes a moment of the server's clock, UTC ms.
func (b *pageOf) at(ms int64) string { return b.clock.Time(task.At(ms, b.Now.Offset)) }

// tries are the attempts of the subtasks that ran more than once, as far as
// snapshots saw them.
func (b *pageOf) tries() []Try {
	var list []Try
	for _, i := range b.rows {
		if i >= len(b.Seen) {
			continue
		}
		s := &b.task.Subtasks[i]
		for k, a := range b.Seen[i].Attempts {
			t := Try{Name: name(s), URL: b.selects.with(s.ID.String()), ID: s.ID.String(), N: k + 1,
				State: b.text.State(a.State()), Class: "s-" + a.State().String(), From: b.at(a.Start), To: b.at(a.End)}
			if a.Status == "" {
				t.State, t.Class = b.text.T("changes.unseen"), ""
			}
			if a.EarlyMS > 0 {
				t.From = b.text.T("changes.early", "At", t.From, "By", b.text.Duration(a.EarlyMS))
			}
			if a.LateMS > 0 {
				t.To = b.text.T("changes.late", "At", t.To, "By", b.text.Duration(a.LateMS))
			}
			list = append(list, t)
		}
	}
	return list
}
