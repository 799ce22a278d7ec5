package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/timeline"
)

// Paths are both critical paths side by side, in order of time.
type Paths struct {
	Caption string
	Rows    []PathRow
}

// PathRow is a subtask that both paths go through, or, where they part, one of
// base's beside one of head's, which then have nothing to do with each other.
type PathRow struct {
	Base, Head *PathSide // nil where that path has none here
	Class      string
	Word       string // "common", "path left it", …
	Delta      Delta  // of the step; not OK in its further rows
	Folded     string // "12 common subtasks": a stretch that is not worth its rows
}

// PathSide is a hop.
type PathSide struct {
	Name, URL string
	Wait, Run string
}

// foldAbove is how many common subtasks in a row, none of them worth a colour,
// become one line.
const foldAbove = 4

func (b *pageOf) paths() *Paths {
	r := b.Result
	if !r.OK || len(r.Steps) == 0 { // of one run alone nothing moved
		return nil
	}
	common, left, came := along(r.Steps)
	p := &Paths{Caption: b.text.T("compare.paths_caption", "Common", b.text.Count(common), "Left", b.text.Count(left), "Came", b.text.Count(came))}
	for k := 0; k < len(r.Steps); {
		n := 0
		for k+n < len(r.Steps) && b.dull(&r.Steps[k+n]) {
			n++
		}
		if n >= foldAbove && !b.URL.Worth.All {
			p.Rows = append(p.Rows, b.foldedSteps(r.Steps[k:k+n]))
			k += n
			continue
		}
		for _, s := range r.Steps[k : k+max(1, n)] {
			p.Rows = append(p.Rows, b.pathRows(s)...)
		}
		k += max(1, n)
	}
	return p
}

// dull says whether a step is a common subtask whose difference is not worth a line.
func (b *pageOf) dull(s *compare.Step) bool {
	if !s.Common {
		return false
	}
	was, is := s.Base[0], s.Head[0]
	return !b.worth.Exceeded(was.WaitMS, is.WaitMS) && !b.worth.Exceeded(was.RunMS, is.RunMS)
}

func (b *pageOf) foldedSteps(steps []compare.Step) PathRow {
	var sum int64
	for _, s := range steps {
		sum += s.DeltaMS
	}
	return PathRow{Folded: b.text.N("compare.path_folded", len(steps)), Class: "common", Delta: b.whole(sum, false)}
}

func (b *pageOf) pathRows(s compare.Step) []PathRow {
	if s.Common {
		return []PathRow{{Base: b.pathSide(b.Base, s.Base[0], b.baseNames), Head: b.pathSide(b.Head, s.Head[0], b.headNames),
			Class: "common", Word: b.text.T("compare.path_common"), Delta: b.whole(s.DeltaMS, !b.dull(&s))}}
	}
	word := "compare.path_parts"
	switch {
	case len(s.Base) == 0:
		word = "compare.path_head_only"
	case len(s.Head) == 0:
		word = "compare.path_base_only"
	}
	rows := make([]PathRow, max(len(s.Base), len(s.Head)))
	for k := range rows {
		rows[k].Class, rows[k].Word = "parts", b.text.T(word)
		if k < len(s.Base) {
			rows[k].Base = b.pathSide(b.Base, s.Base[k], b.baseNames)
		}
		if k < len(s.Head) {
			rows[k].Head = b.pathSide(b.Head, s.Head[k], b.headNames)
		}
	}
	rows[0].Delta = b.whole(s.DeltaMS, size(s.DeltaMS) > b.worth.MS)
	return rows
}

func (b *pageOf) pathSide(run Run, h timeline.Hop, names []string) *PathSide {
	return &PathSide{Name: names[h.Subtask], URL: b.choose(at(run, h.Subtask).ID), Wait: b.text.Duration(h.WaitMS), Run: b.text.Duration(h.RunMS)}
}
