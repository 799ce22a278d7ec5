package timeline

// PathPart is one hop of the critical path with its place: it waits from FromMS
// to StartMS and runs from there to EndMS, UTC ms, where the next part begins.
// The part that the path had covered before, and what sticks out of the task,
// is left out, so it may be less than the subtask's bar.
type PathPart struct {
	Hop
	FromMS, StartMS, EndMS int64
}

// PathCheck is the sum that is printed below the critical path, added up anew
// from its parts.
type PathCheck struct {
	Parts      []PathPart // in order of time
	WaitMS     int64
	RunMS      int64
	TailFromMS int64 // UTC ms: the end of the last part, else the task's start
	TailMS     int64
	MakespanMS int64 // to hold the sum against
	Mixed      bool  // see PathMixed
	// Running: the path leads to what is under way now, and may yet change.
	Running bool
	Problem PathProblem // why there are no parts
}

// SumMS is what the parts and the tail add up to.
func (c *PathCheck) SumMS() int64 { return c.WaitMS + c.RunMS + c.TailMS }

// Holds says whether the sum is the makespan. It always is; the page prints
// the answer rather than the promise.
func (c *PathCheck) Holds() bool { return c.SumMS() == c.MakespanMS }

// PathCheck is the critical path with the places of its parts.
func (a *Analysis) PathCheck() PathCheck {
	path := a.Told()
	c := PathCheck{Parts: make([]PathPart, len(path)), MakespanMS: a.MakespanMS, Mixed: a.PathMixed(), Running: a.Running, Problem: a.PathProblem}
	cursor := a.Start
	for k, h := range path {
		p := PathPart{Hop: h, FromMS: cursor, StartMS: cursor + h.WaitMS}
		p.EndMS = p.StartMS + h.RunMS
		c.Parts[k], cursor = p, p.EndMS
		c.WaitMS += h.WaitMS
		c.RunMS += h.RunMS
	}
	c.TailFromMS, c.TailMS = cursor, a.End-cursor
	return c
}
