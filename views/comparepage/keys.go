package comparepage

import "taskscope/views/keyhelp"

// KeyGroups are the keys of the page of two runs.
func KeyGroups() []keyhelp.KeyGroup {
	return append([]keyhelp.KeyGroup{{Title: "compare.keys", Keys: []keyhelp.Key{
		{Keys: []string{"]"}, Means: "compare.key_next"},
		{Keys: []string{"["}, Means: "compare.key_prev"},
		{Keys: []string{"s"}, Means: "compare.key_swap"},
	}}}, PageKeys()...)
}

// PageKeys are those that the page of more runs has as well.
func PageKeys() []keyhelp.KeyGroup {
	return []keyhelp.KeyGroup{{Title: "help.group_page", Keys: []keyhelp.Key{
		{Keys: []string{"/"}, Do: "find", Means: "help.find"},
		{Keys: []string{"y"}, Means: "help.copy"},
		{Keys: []string{"?"}, Do: "help", Means: "help.help"},
	}}}
}

// fixedKeys are what works in the graph alone.
func fixedKeys() []keyhelp.Fixed {
	return []keyhelp.Fixed{{Title: "help.group_graph", Rows: []keyhelp.FixedRow{
		{Keys: []string{"ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"}, Means: "help.graph_arrows"},
		{Keys: []string{"+", "-"}, Means: "help.graph_zoom"},
		{Keys: []string{"0"}, Means: "help.graph_fit"},
		{How: "help.graph_wheel_keys", Means: "help.graph_zoom"},
		{How: "help.graph_twice_keys", Means: "help.graph_twice"},
	}}}
}
