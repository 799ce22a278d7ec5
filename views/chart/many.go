package chart

// manyRows is from how many rows on it is worth not to lay out what is out of
// sight: with 300 rows that saves a tenth of a second. Fewer are all there, also
// for who takes a picture of the whole page.
const manyRows = 300

// Many says whether a browser may leave out what is out of sight of this many
// rows.
func Many(rows int) bool { return rows > manyRows }
