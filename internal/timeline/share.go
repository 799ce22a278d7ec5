package timeline

import "taskscope/internal/task"

// Share is those of several subtasks that are in one state and have a span: from
// the first start to the last end among them, UTC ms. An open one ends now.
type Share struct {
	State    task.State
	Count    int
	From, To int64
}

// Shares are those of subtasks, the worst state first; none of those without a
// span.
func (a *Analysis) Shares(subtasks []int) (shares []Share) {
	var by [task.Succeeded + 1]Share
	for _, i := range subtasks {
		p, s := &a.Spans[i], &by[a.States[i]]
		if !p.OK {
			continue
		}
		end := p.BarEnd()
		if s.Count == 0 {
			*s = Share{State: a.States[i], From: p.Start, To: end}
		}
		s.Count++
		s.From, s.To = min(s.From, p.Start), max(s.To, end)
	}
	for _, s := range by {
		if s.Count > 0 {
			shares = append(shares, s)
		}
	}
	return shares
}
