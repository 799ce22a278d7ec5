// Package fragment finds out what of a drawn page has changed, so that a page
// that is looked at need only be told that. It compares HTML as it was
// rendered, and asks the templates for nothing but names:
//
//   - A part is an element that a script can swap: what taskpage calls a region.
//   - A unit is a piece of a part that changes by itself: a row's name, its bars,
//     a node of the graph, a row of the table, and what carries data-live or
//     data-region. Units do not lie in each other.
//   - The frame of a part is the rest of it, with the units' names in their
//     places. As long as it stays, only units that changed have to be sent.
//
// It is pure: HTML in, pieces of it out.
package fragment
