package comparepage

import (
	"slices"

	"taskscope/internal/task"
	"taskscope/views/ui"
)

// stepsAnchor is where the page shows the difference that is looked at.
const stepsAnchor = "#difference"

// Steps lead from one difference to the next, in the order of the table and then
// the lists below it.
type Steps struct {
	Caption    string // "3 of 17 differences"
	Prev, Next string // URLs; "" for none
	Current    *Current
	Missing    bool // the URL names a subtask that is not here
}

// Current is the difference that is looked at.
type Current struct {
	Name  string
	Note  string
	Sides []SideFacts
	Facts []ui.Fact
	Links []ui.Link
	Close string
}

// SideFacts is the subtask as one run has it.
type SideFacts struct {
	Role, Class string
	State       State
	Start       string // from the task's start
	Wait, Run   string
	Executor    string
	Critical    bool
	URL         string // on its own task's page
	None        string // why there is nothing
}

func (b *pageOf) steps() Steps {
	var list []row
	for _, r := range b.pairs() {
		if r.differs() {
			list = append(list, r)
		}
	}
	for _, r := range b.rows {
		if r.side != both {
			list = append(list, r)
		}
	}
	s := Steps{Missing: b.URL.Subtask != 0 && b.selected < 0}
	here := -1
	if b.selected >= 0 {
		chosen := b.rows[b.selected]
		s.Current = b.current(chosen)
		here = slices.IndexFunc(list, func(r row) bool { return r.base == chosen.base && r.head == chosen.head })
	}
	switch {
	case len(list) == 0:
		s.Caption = b.text.T("compare.no_differences")
	case here < 0:
		s.Caption = b.text.N("compare.differences", len(list))
		s.Next = b.choose(list[0].id)
	default:
		s.Caption = b.text.N("compare.difference_of", len(list), "K", b.text.Count(here+1))
		if here > 0 {
			s.Prev = b.choose(list[here-1].id)
		}
		if here+1 < len(list) {
			s.Next = b.choose(list[here+1].id)
		}
	}
	return s
}

func (b *pageOf) current(r row) *Current {
	t := b.text
	c := &Current{Name: r.name, Close: b.URL.Select(0).Query() + stepsAnchor, Note: b.attemptsNote(r.base, r.head)}
	c.Sides = append(c.Sides, b.sideFacts("compare.base", "is-base", b.URL.Base, b.Base, r.base), b.sideFacts("compare.head", "is-head", b.URL.Head, b.Head, r.head))
	fact := func(key, value string) { c.Facts = append(c.Facts, ui.Fact{Name: t.T(key), Value: value}) }
	if p := r.pair; p != nil && p.RunDeltaMS.OK {
		was := &b.Base.Analysis.Spans[r.base]
		fact("compare.col_wait_delta", b.withShare(p.WaitDeltaMS.V, was.WaitMS))
		fact("compare.col_run_delta", b.withShare(p.RunDeltaMS.V, was.RunMS))
	}
	if b.Result.OK && (critical(b.Base, r.base) || critical(b.Head, r.head)) {
		fact("compare.col_effect", b.signed(b.effect(r)))
	} else if b.Result.OK {
		fact("compare.col_effect", t.T("compare.no_effect"))
	}
	if b.alignable(r) && b.URL.Align != r.id {
		c.Links = append(c.Links, ui.Link{Text: t.T("compare.align_here"), URL: b.URL.AlignAt(r.id).Query() + timelineAnchor})
	}
	return c
}

// effect is what a row adds to the difference of the makespans.
func (b *pageOf) effect(r row) int64 {
	if r.pair != nil {
		return r.pair.ContributionMS
	}
	for _, c := range b.Result.Attribution {
		if c.BaseIndex == r.base && c.HeadIndex == r.head {
			return c.DeltaMS
		}
	}
	return 0
}

// withShare is an exact difference and its percentage.
func (b *pageOf) withShare(delta, was int64) string {
	if share := signedPercent(b.text, delta, was); share != "" && delta != 0 {
		return b.text.T("compare.with_share", "Delta", b.signed(delta), "Share", share)
	}
	return b.signed(delta)
}

func (b *pageOf) sideFacts(role, class string, ref task.Ref, run Run, i int) SideFacts {
	f := SideFacts{Role: b.text.T(role), Class: class}
	s := at(run, i)
	if s == nil {
		f.None = b.text.T("compare.side_none")
		return f
	}
	span := &run.Analysis.Spans[i]
	f.State, f.URL, f.Executor = State{run.Analysis.States[i], s.Status}, b.subtask(ref, s.ID), s.Executor
	f.Critical, f.Start, f.Wait, f.Run = span.Critical, "–", "–", "–"
	if span.Started && run.Analysis.OK {
		f.Start = b.signed(span.Start - run.Analysis.Start)
	}
	if span.OK {
		f.Run = b.text.Exact(span.RunMS)
	}
	if ms, ok := span.Wait(); ok {
		f.Wait = b.text.Exact(ms)
	}
	return f
}
