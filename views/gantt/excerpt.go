package gantt

// Excerpt asks for a part of a timeline that has many lines: an overview has no
// room for all of them, and a pane that scrolls by itself would take the wheel
// from the page. Lines inside a group are not counted: they come with its row.
type Excerpt struct {
	Most   int // how many lines are drawn when there are more than Whole, at least 8; 0 for all
	Whole  int
	Around int // the subtask that matters first, by index; -1 for none: the beginning
}

// lead is what is seen above the line that matters: what happened before it. At
// the end of a task there are fewer lines rather than more above, for below the
// head of a page there is room for few. It is a step, too, so that what is drawn
// of a running task moves seldom.
const lead = 4

// cut says which lines are drawn. They are those around what matters first; when
// the selected subtask is not among them, those among which it is when the others
// are cut into as many at a time. So a selection moves nothing that can be seen,
// and the same address has the same lines.
func (p *plan) cut(in *Input) {
	e := in.Excerpt
	tops := p.tops()
	p.to, p.Of = len(p.Lines), len(tops)
	if e.Most <= 0 || len(tops) <= e.Whole {
		return
	}
	first := 0
	if top := p.topOf(tops, e.Around); top >= 0 {
		first = min(max(0, top-lead)/lead*lead, len(tops)-e.Most/2)
	}
	p.Cut = CutHere
	if top := p.topOf(tops, p.selected(in)); top >= 0 && (top < first || top >= first+e.Most) {
		p.Cut = CutElsewhere
		for top < first {
			first -= e.Most
		}
		for top >= first+e.Most {
			first += e.Most
		}
	}
	p.First, p.Last = max(0, first), min(first+e.Most, len(tops))
	p.from = tops[p.First]
	if p.Last < len(tops) {
		p.to = tops[p.Last]
	}
	p.shift()
}

// tops are the lines that are not inside a group.
func (p *plan) tops() []int {
	var tops []int
	for k := range p.Lines {
		if !p.Lines[k].Inside {
			tops = append(tops, k)
		}
	}
	return tops
}

// topOf is which of tops subtask i is in, or in whose group; -1 for none.
func (p *plan) topOf(tops []int, i int) int {
	if i < 0 || p.place[i] < 0 {
		return -1
	}
	top := -1
	for n, k := range tops {
		if p.Lines[k].Y > p.place[i] {
			break
		}
		top = n
	}
	return top
}

// selected is the selected subtask, by index; of equal ids the first; -1 for none.
func (p *plan) selected(in *Input) int {
	for i := range in.Task.Subtasks {
		if in.URL.Subtask != 0 && in.Task.Subtasks[i].ID == in.URL.Subtask {
			return i
		}
	}
	return -1
}

// shift counts the places from the first line that is drawn.
func (p *plan) shift() {
	above, below := p.Lines[p.from].Y, p.Visible
	if p.to < len(p.Lines) {
		below = p.Lines[p.to].Y
	}
	p.Visible = below - above
	for k := range p.Lines {
		p.Lines[k].Y -= above
	}
	grouped := make(map[int]bool, len(p.grouped))
	for y, is := range p.grouped {
		grouped[y-above] = is
	}
	p.grouped = grouped
	for i, y := range p.place {
		switch {
		case y < above || y >= below:
			p.place[i] = -1
		default:
			p.place[i] = y - above
		}
	}
}

// drawn are the lines that are drawn.
func (p *plan) drawn() []line { return p.Lines[p.from:p.to] }

// Cut says whether all lines are drawn.
type Cut string

// The values of data-cut, which static/js/selection.js reads.
const (
	CutNot       Cut = ""
	CutHere      Cut = "here"      // only those around what matters first
	CutElsewhere Cut = "elsewhere" // only those around the selected subtask
)
