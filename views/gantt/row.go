package gantt

import (
	"strings"
	"unicode/utf8"

	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// Row is a line as it is printed: a name at the left, shapes at the right.
type Row struct {
	Standing
	ID    string // of the subtask; of a group, that of its first copy; "" for a lane
	Mark  string // class of the name's link: how much room it needs
	URL   string
	Name  string
	Tail  string // the end of a name that may be cut: what tells it from others
	Label string // the sentence
	// Said is the sentence without the name before it: the title of the name's link,
	// which a pointer is shown without scripts and a screen reader tells after the name.
	Said  string
	Value string // the duration; of a lane, how busy it was
	Bad   bool
	// Current is the selected subtask.
	Current bool
	Inside  bool // a member of a group, below its row
	Group   *GroupRow
	Lane    bool
	More    bool   // a further row of the lane above
	LaneOf  string // the lane's name, in each of its rows
	Again   bool   // a further row that begins a part: it says the name again
	Y       int    // px, in its part
	Marks   []Mark
	Bars    []Row // of a lane: its subtasks
	Text    string
	Inner   Mark // the bar that Text lies in
}

// What stands in a row takes from the room of its name, in average letters: bold
// ones are wider; a member, and the name of a group behind its triangle, stand
// further to the right.
const (
	insideChars = 3
	boldShare   = 10 // one letter of so many
	plainValue  = 10 // "1 h 08 m"; a figure that says what it is made of is wider
	valueLetter = 3  // quarters of a name's letter: they are smaller
)

// cut tells how much room a name needs.
func (r *Row) cut(bold bool) {
	if chart.EveryNameFits(r.Name) {
		return
	}
	w := text.Width(r.Name)
	if bold {
		w += max(0, 2*utf8.RuneCountInString(r.Name)-w) / boldShare // not Chinese ones, which are two wide
	}
	if r.Inside || r.Group != nil {
		w += insideChars
	}
	r.Mark, r.Tail = chart.Cut(r.Name, w, r.crowd())
}

// crowd is how much of a name's room the figure beside it takes, beyond what one of
// a plain run does.
func (r *Row) crowd() int {
	if len(r.Value) <= plainValue { // bytes
		return 0
	}
	return max(0, text.Width(r.Value)-plainValue) * valueLetter / 4
}

// row is the line of subtask i, at y px of its part.
func (v *drawing) row(i, y int) Row {
	a, s := v.in.Analysis, &v.in.Task.Subtasks[i]
	state := a.States[i]
	r := Row{
		ID: s.ID.String(), URL: v.link(s.ID), Name: v.words.name(i), Y: y, Bad: state.Bad(),
		Current: s.ID == v.in.URL.Subtask, Standing: v.standing(i), Label: v.words.label(i), Marks: v.marks(i, y),
	}
	r.Said = strings.TrimPrefix(strings.TrimPrefix(r.Label, r.Name), v.words.comma)
	r.Value = v.words.figure(i)
	return r
}

// link is the URL of a subtask on this page; the selected one's leads out of
// the selection. They differ in nothing but the id, and a page has thousands.
func (v *drawing) link(id task.SubtaskID) string {
	if id == v.in.URL.Subtask {
		return v.in.URL.Select(0).Query()
	}
	return v.before + id.String() + v.after
}

func (v *drawing) findLinks() {
	const asked = "subtask=1"
	before, after, _ := strings.Cut(v.in.URL.Select(1).Query(), asked)
	v.before, v.after = before+strings.TrimSuffix(asked, "1"), after
}
