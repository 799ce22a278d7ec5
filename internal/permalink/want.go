package permalink

import (
	"fmt"
	"strings"
)

// Want is what a parameter would have understood. It has no sentence: the pages
// word the kind in the reader's language (views/text), and put the rest in.
type Want struct {
	Kind        WantKind
	Words       []string // the values, forms or parameters that the kind is about, as a URL has them
	Least, Most int64    // bounds, both included; only of the kinds that say so
}

// WantKind names what is wanted, and the words for it: want.<kind>.
type WantKind string

// The kinds. What Words, Least and Most hold is beside each.
const (
	WantOneOf    WantKind = "one_of"    // one of Words
	WantListOf   WantKind = "list_of"   // one or more of Words, joined by commas
	WantForm     WantKind = "form"      // of the form Words[0]
	WantPair     WantKind = "pair"      // {base}...{head}, each of the form Words[0]
	WantText     WantKind = "text"      // UTF-8 text of at most Most bytes
	WantWhole    WantKind = "whole"     // a whole number from Least to Most
	WantMS       WantKind = "ms"        // whole milliseconds from the task's start, from Least to Most
	WantLater    WantKind = "later"     // a time after that of the parameter Words[0]
	WantMoment   WantKind = "moment"    // a date or time, in UTC, such as Words
	WantZone     WantKind = "zone"      // one of Words, or a name of the IANA time zone database
	WantSubtask  WantKind = "subtask"   // the id of a subtask
	WantSubtasks WantKind = "subtasks"  // ids of at most Most subtasks, joined by commas
	WantTaskID   WantKind = "task_id"   // the id of a task
	WantTaskName WantKind = "task_name" // the name of a task
	WantTask     WantKind = "task"      // a task's id, the form Words[0], or the URL of a task
	WantUnpinned WantKind = "unpinned"  // a task without @snapshot: what is pinned never changes
	WantRuns     WantKind = "runs"      // Least to Most runs joined by three dots, each of the form Words[0]
	WantPick     WantKind = "pick"      // Least to Most snapshots
	WantSource   WantKind = "source"    // the name of a source
	WantNotBoth  WantKind = "not_both"  // only one of the parameters Words
	WantCursor   WantKind = "cursor"    // where a page of the same list begins, from one of its links
	WantVersion  WantKind = "version"   // of the note that was read
	WantRegions  WantKind = "regions"   // names of parts of the page, joined by commas
	WantFormBody WantKind = "form_body" // the body of a form
)

// WantKinds are all kinds.
func WantKinds() []WantKind {
	return []WantKind{WantOneOf, WantListOf, WantForm, WantPair, WantText, WantWhole, WantMS, WantLater, WantMoment, WantZone,
		WantSubtask, WantSubtasks, WantTaskID, WantTaskName, WantTask, WantUnpinned, WantRuns, WantPick, WantSource,
		WantNotBoth, WantCursor, WantVersion, WantRegions, WantFormBody}
}

// refForm is the grammar of a task.Ref.
const refForm = "[source:]taskID[@snapshot]"

// OneOf wants one of the words.
func OneOf[T ~string](words ...T) Want { return Want{Kind: WantOneOf, Words: plain(words)} }

// Form wants what looks like the form.
func Form(form string) Want { return Want{Kind: WantForm, Words: []string{form}} }

func wholeFrom(least, most int64) Want { return Want{Kind: WantWhole, Least: least, Most: most} }

func plain[T ~string](words []T) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	return all
}

// String is for the log: the kind and what belongs to it.
func (w Want) String() string {
	parts := []string{string(w.Kind)}
	if len(w.Words) > 0 {
		parts = append(parts, strings.Join(w.Words, ", "))
	}
	if w.Least != 0 || w.Most != 0 {
		parts = append(parts, fmt.Sprintf("%d..%d", w.Least, w.Most))
	}
	return strings.Join(parts, " ")
}
