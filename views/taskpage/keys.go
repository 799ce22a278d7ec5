package taskpage

import "taskscope/internal/permalink"

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

// KeyGroups are all keys of the task page. Ctrl+F, Ctrl+K and Ctrl+W are the
// browser's, whatever this table says: the script takes no key with a modifier.
func KeyGroups() []KeyGroup {
	return []KeyGroup{
		{"help.group_time", []Key{
			{[]string{"w", "Shift+ArrowUp"}, "zoom.in", "help.zoom_in"},
			{[]string{"s", "Shift+ArrowDown"}, "zoom.out", "help.zoom_out"},
			{[]string{"a", "Shift+ArrowLeft"}, "pan.left", "help.pan_left"},
			{[]string{"d", "Shift+ArrowRight"}, "pan.right", "help.pan_right"},
			{[]string{"0"}, "fit", "help.fit"},
		}},
		{"help.group_find", []Key{
			{[]string{"/"}, "find", "help.find"},
			{[]string{"n"}, "", "help.next_match"},
			{[]string{"N"}, "", "help.previous_match"},
			{[]string{"e"}, "", "help.next_failure"},
			{[]string{"E"}, "", "help.previous_failure"},
			{[]string{"c"}, "", "help.critical"},
		}},
		{"help.group_page", []Key{
			{[]string{"1"}, "", "help.timeline"},
			{[]string{"2"}, "", "help.graph"},
			{[]string{"3"}, "", "help.table"},
			{[]string{"]", "p"}, "", "help.fold_all"},
			{[]string{"[", "o"}, "", "help.open_all"},
			{[]string{"T"}, "", "help.times"},
			{[]string{"l"}, "live", "help.live"},
			{[]string{"r"}, "refresh", "help.refresh"},
			{[]string{"y"}, "", "help.copy"},
			{[]string{"?"}, "help", "help.help"},
		}},
	}
}

// tabKeys are the keys of the views.
func tabKeys() map[permalink.View]string {
	return map[permalink.View]string{permalink.Timeline: "1", permalink.Graph: "2", permalink.Subtasks: "3"}
}

// key turns the pill on and off; "" for most.
func (p Pill) key() string {
	if p.Trait == permalink.TraitCritical {
		return "c"
	}
	return ""
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

// fixed are the rest of the help.
func fixed() []Fixed {
	return []Fixed{
		{"help.group_rows", []FixedRow{
			{[]string{"ArrowUp", "ArrowDown"}, "", "help.row_updown"},
			{[]string{"ArrowLeft", "ArrowRight"}, "", "help.row_fold"},
			{[]string{"Enter"}, "", "help.row_open"},
			{[]string{"Escape"}, "", "help.escape"},
		}},
		{"help.group_graph", []FixedRow{
			{[]string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}, "", "help.graph_arrows"},
			{[]string{"+", "-"}, "", "help.graph_zoom"},
			{[]string{"0"}, "", "help.graph_fit"},
			{nil, "help.graph_wheel_keys", "help.graph_zoom"},
			{nil, "help.graph_twice_keys", "help.graph_twice"},
		}},
		{"help.group_mouse", []FixedRow{
			{nil, "help.mouse_wheel_keys", "help.mouse_wheel"},
			{nil, "help.mouse_pan_keys", "help.mouse_pan"},
			{nil, "help.mouse_range_keys", "help.mouse_range"},
			{nil, "help.mouse_bar_keys", "help.mouse_bar"},
		}},
	}
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
