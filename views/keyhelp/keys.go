// Package keyhelp is the help of a page's keys: a table that the page shows, and
// that the script which binds the keys reads. Each page with keys has a table of
// its own.
package keyhelp

import "github.com/a-h/templ"

// Key is what a single key does. The help prints this table, and the script
// that binds the keys reads it from there (static/js/keys.js): so what the help
// says is what happens.
type Key struct {
	// Keys are names of KeyboardEvent.key; "Shift+" before an arrow is the only
	// chord. Each does the same.
	Keys []string
	// Do is an action of the script. Where it is "", the key clicks the link
	// that carries the first of Keys as data-key.
	Do    string
	Means string // message
}

// KeyGroup are keys that belong together.
type KeyGroup struct {
	Title string // message
	Keys  []Key
}

// Fixed are keys and gestures that work whether or not single keys are
// switched on: they need the focus to be somewhere, or are no characters.
type Fixed struct {
	Title string // message
	Rows  []FixedRow
}

// FixedRow is a line of the help: names of keys, or a message where hands do it.
type FixedRow struct {
	Keys  []string
	How   string // message; "" where there are keys
	Means string // message
}

func (k Key) attributes() templ.Attributes {
	if k.Do == "" {
		return nil
	}
	return templ.Attributes{"data-do": k.Do}
}

// keyCap is what stands on the key.
func keyCap(key string) string {
	switch key {
	case "ArrowUp":
		return "↑"
	case "ArrowDown":
		return "↓"
	case "ArrowLeft":
		return "←"
	case "ArrowRight":
		return "→"
	case "Shift+ArrowUp":
		return "Shift ↑"
	case "Shift+ArrowDown":
		return "Shift ↓"
	case "Shift+ArrowLeft":
		return "Shift ←"
	case "Shift+ArrowRight":
		return "Shift →"
	case "Escape":
		return "Esc"
	}
	return key
}
