// Package notice is what a reader has to be told above a page that can still
// be drawn: that it shows an older snapshot, and why, or that it was not kept.
package notice
