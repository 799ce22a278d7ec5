package ocp

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"taskscope/internal/task"
)

// maxArg is how much of a raw value a problem repeats, in bytes. The body of
// the snapshot has the rest.
const maxArg = 120

// report adds a problem of the task as a whole. The problems of a subtask get
// its id once that is known (see subtask).
func (d *decoder) report(kind task.ProblemKind, args ...string) {
	d.problems = append(d.problems, problem(kind, args))
}

// bad reports a value that cannot be what its field is.
func (d *decoder) bad(field string, v span) {
	d.report(task.ProblemBadValue, field, d.excerpt(v))
}

// excerpt is enough of a value's raw text for a problem, whatever its layout.
func (d *decoder) excerpt(v span) string {
	raw := d.raw(v)
	if k := d.kind(v); k == '{' || k == '[' {
		return compact(raw)
	}
	return string(raw[:min(len(raw), 2*maxArg)])
}

// The levels of an answer, as the paths of problems name them.
const (
	levelTask     = ""
	levelSubtask  = "subtasks"
	levelEnvelope = "envelope"
)

// unknown keeps a field that Taskscope does not know, and reports its name
// once for all objects of its level. The fields of a task's own objects are
// kept with the task, under "cluster.name".
func (d *decoder) unknown(extra []task.Field, level string, key []byte, v span) []task.Field {
	if d.extras++; d.extras > maxExtras {
		return extra // the answer will be refused
	}
	name := d.word(key)
	path := name
	if level != levelTask && level != levelSubtask {
		path = level + "." + name
	}
	d.unknownName(level, name)
	return append(extra, task.Field{Name: path, JSON: compact(d.raw(v))})
}

// unknownName reports an unknown field.
func (d *decoder) unknownName(level, name string) {
	if !d.first(level, name) {
		return
	}
	if level != levelTask {
		name = level + "." + name
	}
	d.share(task.ProblemUnknownField, name)
}

// either is the value of a field that has two spellings. The one of OCP's
// samples goes first; the other is healed, and reported once.
func (d *decoder) either(v, other span, key, otherKey string) span {
	if !other.there() {
		return v
	}
	if d.first("spelling", otherKey) {
		d.share(task.ProblemSpelling, otherKey, key)
	}
	if d.kind(v) == 'n' {
		return other
	}
	return v
}

// first says whether name has not been said of level yet, and notes it.
func (d *decoder) first(level, name string) bool {
	said := [2]string{level, name}
	if d.said[said] {
		return false
	}
	d.said[said] = true
	return true
}

// share adds a problem that is never one subtask's own.
func (d *decoder) share(kind task.ProblemKind, args ...string) {
	d.shared = append(d.shared, problem(kind, args))
}

// lastFields sorts fields by name and keeps the last of each, as encoding/json
// would of a key that comes twice.
func lastFields(fields []task.Field) []task.Field {
	if len(fields) < 2 {
		return fields
	}
	slices.SortStableFunc(fields, func(a, b task.Field) int { return strings.Compare(a.Name, b.Name) })
	kept := fields[:0]
	for i, f := range fields {
		if i+1 == len(fields) || fields[i+1].Name != f.Name {
			kept = append(kept, f)
		}
	}
	return kept
}

// sortProblems puts problems into one order, whatever order the subtasks came
// in: by kind as task.ProblemKinds lists them, by subtask, by args. The same
// thing said twice is said once.
func sortProblems(problems []task.Problem) []task.Problem {
	rank := make(map[task.ProblemKind]int)
	for i, kind := range task.ProblemKinds() {
		rank[kind] = i
	}
	compare := func(a, b task.Problem) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]),
			cmp.Compare(a.Subtask, b.Subtask), slices.Compare(a.Args, b.Args))
	}
	slices.SortFunc(problems, compare)
	return slices.CompactFunc(problems, func(a, b task.Problem) bool { return compare(a, b) == 0 })
}

func problem(kind task.ProblemKind, args []string) task.Problem {
	for i := range args {
		args[i] = clip(args[i])
	}
	return task.Problem{Kind: kind, Args: args}
}

// clip cuts a text for a problem.
func clip(s string) string { return clipTo(s, maxArg) }

// clipTo cuts a text at limit bytes, between two characters, and makes it UTF-8.
func clipTo(s string, limit int) string {
	if len(s) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
