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
		{Title: "help.group_time", Keys: []Key{
			{Keys: []string{"w", "Shift+ArrowUp"}, Do: "zoom.in", Means: "help.zoom_in"},
			{Keys: []string{"s", "Shift+ArrowDown"}, Do: "zoom.out", Means: "help.zoom_out"},
			{Keys: []string{"a", "Shift+ArrowLeft"}, Do: "pan.left", Means: "help.pan_left"},
			{Keys: []string{"d", "Shift+ArrowRight"}, Do: "pan.right", Means: "help.pan_right"},
			{Keys: []string{"0"}, Do: "fit", Means: "help.fit"},
			{Keys: []string{"m"}, Means: "help.meanwhile"},
		}},
		{Title: "help.group_find", Keys: []Key{
			{Keys: []string{"/"}, Do: "find", Means: "help.find"},
			{Keys: []string{"n"}, Means: "help.next_match"},
			{Keys: []string{"N"}, Means: "help.previous_match"},
			{Keys: []string{"e"}, Means: "help.next_failure"},
			{Keys: []string{"E"}, Means: "help.previous_failure"},
			{Keys: []string{"c"}, Means: "help.critical"},
		}},
		{Title: "help.group_page", Keys: []Key{
			{Keys: []string{"1"}, Means: "help.timeline"},
			{Keys: []string{"2"}, Means: "help.graph"},
			{Keys: []string{"3"}, Means: "help.table"},
			{Keys: []string{"]", "p"}, Means: "help.fold_all"},
			{Keys: []string{"[", "o"}, Means: "help.open_all"},
			{Keys: []string{"T"}, Means: "help.times"},
			{Keys: []string{"l"}, Do: "live", Means: "help.live"},
			{Keys: []string{"r"}, Do: "refresh", Means: "help.refresh"},
			{Keys: []string{"y"}, Means: "help.copy"},
			{Keys: []string{"?"}, Do: "help", Means: "help.help"},
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
		{Title: "help.group_rows", Rows: []FixedRow{
			{Keys: []string{"ArrowUp", "ArrowDown"}, Means: "help.row_updown"},
			{Keys: []string{"ArrowLeft", "ArrowRight"}, Means: "help.row_fold"},
			{Keys: []string{"Enter"}, Means: "help.row_open"},
			{Keys: []string{"Escape"}, Means: "help.escape"},
		}},
		{Title: "help.group_graph", Rows: []FixedRow{
			{Keys: []string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}, Means: "help.graph_arrows"},
			{Keys: []string{"+", "-"}, Means: "help.graph_zoom"},
			{Keys: []string{"0"}, Means: "help.graph_fit"},
			{How: "help.graph_wheel_keys", Means: "help.graph_zoom"},
			{How: "help.graph_twice_keys", Means: "help.graph_twice"},
		}},
		{Title: "help.group_mouse", Rows: []FixedRow{
			{How: "help.mouse_wheel_keys", Means: "help.mouse_wheel"},
			{How: "help.mouse_pan_keys", Means: "help.mouse_pan"},
			{How: "help.mouse_range_keys", Means: "help.mouse_range"},
			{How: "help.mouse_bar_keys", Means: "help.mouse_bar"},
		}},
	}
}
