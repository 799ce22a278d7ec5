// Package archtest holds the shape of the project and fails a test when it
// breaks: which package may import which (table.go), what pure packages may not
// do, what templates, styles and scripts may not contain (the pages run under a
// CSP without unsafe-inline and ask nobody else), and what may lie at the top.
//
// The checks are functions from file names and contents to complaints, so that
// each is tested on small made-up input too. The project's files are read in
// this process, not by `go list`: go test then knows what the result depends on
// and does not answer from its cache after a change.
package archtest
