package chart

// manyParts is from how many rows of a timeline on it is worth not to lay out
// what is out of sight: they come in parts whose height is known (views/gantt),
// so nothing moves when they come into it. With 100 rows, of which a window has
// twenty, that saves a fifth of what a browser does until it has painted them.
const manyParts = 40

// manyRows is from how many rows on it is worth not to lay out what is out of
// sight: with 300 rows that saves a tenth of a second. Fewer are all there, also
// for who takes a picture of the whole page.
const manyRows = 300

// Many says whether a browser may leave out what is out of sight of this many
// rows.
func Many(rows int) bool { return rows > manyRows }

// ManyParts is Many for the rows of a timeline.
func ManyParts(rows int) bool { return rows > manyParts }
