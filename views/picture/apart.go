package picture

import (
	"taskscope/views/gantt"
	"taskscope/views/text"
)

// apartLines is how many lines tell of subtasks that have no place in a lane;
// then how many more there are.
const apartLines = 20

// apart are lines of so many letters that name all of them, one by one.
func apart(a gantt.Apart, words text.Printer, most int) []string {
	lines := []string{text.Line(a.Words)}
	for k, name := range a.Names {
		name = text.Middle(text.Line(name), most/2)
		if k+1 < len(a.Names) {
			name += words.T("tl.comma")
		}
		last := &lines[len(lines)-1]
		switch {
		case text.Width(*last)+1+text.Width(name) <= most:
			*last += " " + name
		case len(lines) == apartLines:
			return append(lines, words.N("tl.apart_more", len(a.Names)-k))
		default:
			lines = append(lines, name)
		}
	}
	return lines
}
