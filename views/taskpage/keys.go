package taskpage

import (
	"taskscope/internal/permalink"
	"taskscope/views/keyhelp"
)

// These are what the help is made of.
type (
	Key      = keyhelp.Key
	KeyGroup = keyhelp.KeyGroup
	Fixed    = keyhelp.Fixed
	FixedRow = keyhelp.FixedRow
)

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
			{[]string{"]"}, "", "help.fold_all"},
			{[]string{"["}, "", "help.open_all"},
			{[]string{"T"}, "", "help.times"},
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
