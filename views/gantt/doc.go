// Package gantt is the timeline of a task: which rows there are and on which
// axis (plan), what is drawn in each (View), and the templates that print it.
// taskpage shows it; the exported picture is drawn from the same View.
//
// Everything is decided here and in internal/timeline. Scripts move, mark and
// fetch; without them all of it is there, and every link works.
//
// A page of thousands of rows says nothing of a row that its place or the style
// sheet says already: where in its line each kind of mark lies, where the lines
// of a picture lie, the state that most rows have, and that a bar leads where
// the name beside it does (a script lends it the link). A row's sentence is the
// title of its name: it does not begin with the name again.
//
// The words:
//
//   - A line is one row of the chart, RowHeight px high: a subtask, the folded
//     or open group of a split stage's copies, or a row of a lane.
//   - A part is some consecutive lines: an ol of names beside an svg of bars. The
//     members of a folded group are parts of their own, hidden but there: the
//     browser's search finds them, and opens them.
//   - Places along time are percentages of the drawn domain, which is the
//     task's whole extent or the range that was asked for; nothing is clipped
//     to it, so that a script can zoom out without asking the server.
package gantt
