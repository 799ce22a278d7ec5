// Package picture is the timeline as a file: one SVG that shows what the page
// of the same URL shows, with what it is, its axis, its legend and the link to
// it inside, so that it can be put into a ticket or a report and still be read.
//
// It is drawn from the page's own view model (package gantt), so that the two
// cannot tell different stories. It needs nothing beside itself: no style sheet,
// no font, no script and no other file; colours are attributes, those of the
// light scheme, so that it looks the same everywhere, and texts are texts.
package picture
