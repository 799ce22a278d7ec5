// Package notice is what a reader has to be told when something went wrong:
// the banners above a page that can still be drawn, and the page that stands
// in for one that cannot. It turns failures into words and knows no HTTP but
// the status that a page shows.
package notice
