package permalink

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"taskscope/internal/task"
)

// list reads a list of words, joined by commas or, as a form with check boxes
// writes them, repeated. It is sorted and has no repeats. Parse says whether a
// word is one; want is what the list would have been.
func list[T cmp.Ordered](r *reader, name string, parse func(string) (T, bool), want Want) []T {
	var values []T
	for _, s := range r.query[name] {
		if s == "" {
			continue
		}
		for word := range strings.SplitSeq(s, ",") {
			v, ok := parse(word)
			if !ok {
				r.fail(name, s, want)
				return nil
			}
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// toggled adds v to a sorted list, or takes it away; the list itself stays.
func toggled[T cmp.Ordered](values []T, v T) []T {
	at, found := slices.BinarySearch(values, v)
	values = slices.Clone(values)
	if found {
		return slices.Delete(values, at, at+1)
	}
	return slices.Insert(values, at, v)
}

// states reads a list of states. A state that nothing here can be in is
// refused: it would filter out everything.
func (r *reader) states(name string, known []task.State) []task.State {
	return list(r, name, func(word string) (task.State, bool) {
		state, err := task.ParseState(word)
		return state, err == nil && slices.Contains(known, state)
	}, Want{Kind: WantListOf, Words: stateWords(known)})
}

func (r *reader) traits(name string) []Trait {
	found := list(r, name, func(word string) (Trait, bool) {
		return Trait(word), slices.Contains(Traits(), Trait(word))
	}, Want{Kind: WantListOf, Words: plain(Traits())})
	return inOrder(found)
}

// inOrder are the traits in the order of their pills.
func inOrder(found []Trait) []Trait {
	var traits []Trait
	for _, t := range Traits() {
		if slices.Contains(found, t) {
			traits = append(traits, t)
		}
	}
	return traits
}

// maxToggled bounds what a URL names one by one: beyond it, all is the word.
const maxToggled = 200

func (r *reader) subtasks(name string) []task.SubtaskID {
	want := Want{Kind: WantSubtasks, Most: maxToggled}
	ids := list(r, name, func(word string) (task.SubtaskID, bool) {
		id, err := task.ParseSubtaskID(word)
		return id, err == nil
	}, want)
	if len(ids) > maxToggled {
		r.fail(name, fmt.Sprintf("%d ids", len(ids)), want)
		return nil
	}
	return ids
}

func (w *writer) states(name string, states []task.State) { w.put(name, joinStates(states)) }

func (w *writer) traits(name string, traits []Trait) { w.put(name, join(traits)) }

func (w *writer) subtasks(name string, ids []task.SubtaskID) {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	w.put(name, strings.Join(words, ","))
}

func stateWords(states []task.State) []string {
	words := make([]string, len(states))
	for i, s := range states {
		words[i] = s.String()
	}
	return words
}

func joinStates(states []task.State) string { return strings.Join(stateWords(states), ",") }

func join[T ~string](values []T) string { return strings.Join(plain(values), ",") }
