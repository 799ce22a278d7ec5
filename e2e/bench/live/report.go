package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

type result struct {
	viewers, tasks, size int
	length               time.Duration
	polls                map[int][]time.Duration
	seen                 *figures
	memory               []usage
	cpu                  time.Duration
	told                 string
}

func report(out io.Writer, r result) error {
	var pauses []time.Duration
	for _, p := range r.polls {
		pauses = append(pauses, p...)
	}
	slices.Sort(pauses)
	slices.Sort(r.seen.delays)
	slices.Sort(r.seen.joins)
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%d viewers, %d tasks of %d subtasks, %v\n", r.viewers, r.tasks, r.size, r.length)
	fmt.Fprintf(w, "polls\t%d\tof each task %.1f; one viewer alone would make as many\n", len(pauses), float64(len(pauses))/float64(r.tasks))
	fmt.Fprintf(w, "pause between two polls of a task\tleast %v\tmedian %v, most %v\n", rank(pauses, 0), rank(pauses, 50), rank(pauses, 100))
	fmt.Fprintf(w, "updates\t%d\t%.1f for each poll\n", r.seen.updates, float64(r.seen.updates)/float64(max(1, len(pauses))))
	fmt.Fprintf(w, "from OCP's answer to a viewer\tmedian %v\t99 %% within %v, most %v\n", rank(r.seen.delays, 50), rank(r.seen.delays, 99), rank(r.seen.delays, 100))
	fmt.Fprintf(w, "within a second\t%.2f %%\t%d of %d\n", share(r.seen.delays, time.Second), within(r.seen.delays, time.Second), len(r.seen.delays))
	fmt.Fprintf(w, "as the server tells it\t%s\n", r.told)
	fmt.Fprintf(w, "from asking to follow to what was seen before\tmedian %v\t99 %% within %v, most %v\n", rank(r.seen.joins, 50), rank(r.seen.joins, 99), rank(r.seen.joins, 100))
	fmt.Fprintf(w, "sent\t%.1f MB\t%.1f KB an update, %.2f MB/s\n", float64(r.seen.bytes)/1e6,
		float64(r.seen.bytes)/1e3/float64(max(1, r.seen.updates)), float64(r.seen.bytes)/1e6/r.length.Seconds())
	fmt.Fprintf(w, "CPU of the server\t%.1f s\t%.0f %% of one core\n", r.cpu.Seconds(), 100*r.cpu.Seconds()/r.length.Seconds())
	var rss, files []string
	for _, u := range r.memory {
		rss, files = append(rss, fmt.Sprint(u.rss>>20)), append(files, fmt.Sprint(u.files))
	}
	fmt.Fprintf(w, "resident memory\t%s MB\n", strings.Join(rss, " "))
	fmt.Fprintf(w, "open files\t%s\n", strings.Join(files, " "))
	for text, n := range r.seen.errors {
		fmt.Fprintf(w, "%d viewers failed\t%s\n", n, text)
	}
	return w.Flush()
}

// rank is the value below which so many percent are; 0 without any.
func rank(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)-1)*percent/100].Round(time.Millisecond)
}

// within is how many of sorted values are no more than a limit, and share the
// percentage that is.
func within(sorted []time.Duration, limit time.Duration) int {
	n, _ := slices.BinarySearch(sorted, limit+1)
	return n
}

func share(sorted []time.Duration, limit time.Duration) float64 {
	return 100 * float64(within(sorted, limit)) / float64(max(1, len(sorted)))
}
