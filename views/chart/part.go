package chart

import "strconv"

// PartRows is how many rows of a timeline one SVG has. A browser neither prints a
// picture that is higher than a sheet without tearing it from the names beside it,
// nor leaves out the painting of a part of it that is out of sight.
const PartRows = 14

// PartClass is the class of a part of so many rows: it tells how many where these
// are not PartRows, so that the style sheet knows how high it is before it is drawn.
func PartClass(rows int) string {
	if rows < PartRows {
		return "tl-part r" + strconv.Itoa(rows)
	}
	return "tl-part"
}

// TinyShare is the width, in percent of the chart, below which a bar is less than
// about 3 px on a common screen. It keeps its true width; a marker of constant size
// shows that there is something.
const TinyShare = 0.4
