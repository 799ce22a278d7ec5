// Package errorpage is the page that stands in for one that cannot be drawn.
// It says in one sentence what happened, what to do about it, and the facts
// that support asks for, and leads on to where the answer may be. Nothing on
// it comes from an error's own text: no stack, credential or internal path.
package errorpage
