// Package web serves Taskscope over HTTP. It is thin: a handler parses the
// request, loads a snapshot, lets the pure packages compute, and renders a
// view. It is the only package that knows echo; New returns an http.Handler.
//
// Handlers return errors; fault.go turns every error into a status, a page or
// JSON, and a line in the log, and decides what the outside may know of it.
package web
