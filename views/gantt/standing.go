package gantt

import (
	"strings"

	"taskscope/internal/task"
)

// Standing is what becomes of a subtask or a group, as far as its line looks like
// it: state, criticality, filter.
type Standing struct {
	State    task.State // of a group the worst; a lane has none
	Critical bool
	Mixed    bool // its bar is of several runs, or of a run and its rollback
	Dim      bool // the filters leave it out
	Hit      bool // the search finds it
}

func (v *drawing) standing(i int) Standing {
	span := &v.in.Analysis.Spans[i]
	return Standing{
		State: v.in.Analysis.States[i], Critical: span.Critical, Mixed: span.Mixed(),
		Dim: v.in.Dimmed != nil && v.in.Dimmed(i), Hit: v.in.Hit != nil && v.in.Hit(i),
	}
}

// Class is the line's class.
func (r *Row) Class() string {
	if r.Lane {
		return "lane"
	}
	class := stateClass(r.State)
	if r.Group != nil {
		class = "group " + class
	}
	if r.Critical {
		class += " critical"
	}
	if r.Mixed {
		class += " mixed"
	}
	if r.Dim {
		class += " dim"
	}
	if r.Hit {
		class += " hit"
	}
	return class
}

// nameClass is the class of the row beside the chart; "" for none.
func (r *Row) nameClass() string {
	class := r.uncommon()
	if r.Inside {
		class = strings.TrimPrefix(class+" inside", " ")
	}
	if r.Current {
		class = strings.TrimPrefix(class+" current", " ")
	}
	return class
}

// uncommon is the class without the state that most rows have.
func (r *Row) uncommon() string {
	return strings.TrimPrefix(strings.TrimPrefix(r.Class(), common), " ")
}
