// Package page measures the timeline of the task page in a real Chromium: how
// soon a task of n subtasks can be read, what it weighs, and how fast the page
// answers to a hand. Beside it, in the same run, it measures a page that does
// no more than it must (baselinePage); the ratio of the two is what counts, for
// absolute times are the machine's.
//
//	go test ./e2e/bench/page -run '^$' -bench .                     all sizes
//	go test ./e2e/bench/page -run '^$' -bench /n=1000$ -pages 9     one, the median of 9
//
// It ends with a table: our figures, the baseline's, their ratio, and what the
// project owes itself (owed), with ok or OVER. None of it is a test: nothing
// here passes or fails by a time. The numbered tests of this package are about
// its arithmetic and its tasks, and need no browser.
package page
