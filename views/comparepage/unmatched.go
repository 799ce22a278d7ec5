package comparepage

import (
	"strings"

	"taskscope/views/text"
)

// unmatched says what only one run has.
func (b *pageOf) unmatched() string {
	var parts []string
	for _, side := range []struct {
		key   string
		list  []int
		run   Run
		names []string
	}{{"compare.count_only_head", b.Result.OnlyHead, b.Head, b.headNames}, {"compare.count_only_base", b.Result.OnlyBase, b.Base, b.baseNames}} {
		if len(side.list) > 0 {
			parts = append(parts, b.text.N(side.key, len(side.list), "What", b.extra(side.list, side.run, side.names)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return b.text.T("compare.sentence", "Text", strings.Join(parts, b.text.T("compare.and_then")))
}

// extra says what those without a counterpart are: further copies of stages
// that both runs have (OCP makes one for each host), or their names.
func (b *pageOf) extra(list []int, run Run, names []string) string {
	shared := map[string]bool{}
	for _, p := range b.Result.Pairs {
		if s := at(b.Head, p.Head); s.Split() {
			shared[s.Name] = true
		}
	}
	stages := map[string]bool{}
	var other []string
	for _, i := range list {
		if s := at(run, i); s.Split() && shared[s.Name] {
			stages[s.Name] = true
		} else {
			other = append(other, names[i])
		}
	}
	var parts []string
	if len(stages) > 0 {
		parts = append(parts, b.text.N("compare.more_copies", len(stages))+b.copies(stages))
	}
	return join(b.text, append(parts, few(b.text, other, 3)...))
}

// copies says how many copies these stages have in each run, where that is the
// same for all of them; "" otherwise.
func (b *pageOf) copies(stages map[string]bool) string {
	count := func(run Run) (n int, same bool) {
		by := map[string]int{}
		for i := range run.Snapshot.Task.Subtasks {
			if s := &run.Snapshot.Task.Subtasks[i]; s.Split() && stages[s.Name] {
				by[s.Name]++
			}
		}
		for _, k := range by {
			if n == 0 {
				n = k
			}
			if k != n {
				return 0, false
			}
		}
		return n, true
	}
	base, baseSame := count(b.Base)
	head, headSame := count(b.Head)
	if !baseSame || !headSame {
		return ""
	}
	return b.text.T("compare.copies_each", "Base", b.text.Count(base), "Head", b.text.Count(head))
}

// few are the first of a list, and how many there are besides.
func few(t text.Printer, list []string, most int) []string {
	if len(list) <= most+1 { // "and 1 more" is no shorter than its name
		return list
	}
	return append(list[:most:most], t.N("compare.more", len(list)-most))
}

// join writes a list as the language does.
func join(t text.Printer, parts []string) string { return strings.Join(parts, t.T("compare.and")) }
