// Package permalink is every URL of the product, parsed and made in one
// place. Handlers parse a request into one of its structs, views make every
// link from one, and so nothing else knows the name of a parameter.
//
// The laws: a default is left out of the URL; parsing what String made gives
// the same struct; a bad value is a *BadParam that names the parameter, never
// a silent default; a parameter that is not ours is ignored.
//
// The package knows paths and queries, not HTTP.
package permalink
