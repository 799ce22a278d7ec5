package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// listCmd is taskscope list.
type listCmd struct {
	Words []string `arg:"" optional:"" help:"Parts of names, ids, clusters, tenants, creators, executors or notes; all have to be found."`
	Db    string   `help:"File of the history (${default})." default:"taskscope.db" placeholder:"FILE"`

	Source   string   `help:"Only of this source." placeholder:"NAME"`
	Name     string   `help:"Only tasks of this name." placeholder:"NAME"`
	Cluster  string   `help:"Only of this cluster." placeholder:"NAME"`
	Tenant   string   `help:"Only of this tenant." placeholder:"NAME"`
	Creator  string   `help:"Only of this creator." placeholder:"NAME"`
	Executor string   `help:"Only with this executor." placeholder:"NAME"`
	State    []string `help:"Only in these states, such as failed,running." placeholder:"STATE"`
	Pinned   bool     `help:"Only snapshots that are pinned."`
	Noted    bool     `help:"Only snapshots with a title or a note."`
	All      bool     `help:"Every snapshot, not only the newest of each task."`
	Limit    int      `help:"At most so many lines (${default})." default:"50" placeholder:"N"`
	Json     bool     `help:"A line of JSON for each."`
}

// Run prints a page of the list, as the history page has it.
func (cmd *listCmd) Run(p *program, c *cli) error {
	q := history.Query{Newest: !cmd.All, Text: strings.Join(cmd.Words, " "), Source: cmd.Source, Name: cmd.Name, Cluster: cmd.Cluster,
		Tenant: cmd.Tenant, Creator: cmd.Creator, Executor: cmd.Executor, Pinned: cmd.Pinned, Noted: cmd.Noted}
	for _, word := range cmd.State {
		st, err := task.ParseState(word)
		if err != nil {
			return &usageError{fmt.Errorf("--state: %w", err)}
		}
		q.States = append(q.States, st)
	}
	if cmd.Limit < 1 {
		return &usageError{fmt.Errorf("--limit: %d lines are none", cmd.Limit)}
	}
	store, err := openKept(p, c, cmd.Db)
	if err != nil {
		return err
	}
	defer store.Close()
	out := tabwriter.NewWriter(p.stdout, 0, 8, 2, ' ', 0)
	say := func(m *task.Summary) error { return cmd.line(out, m) }
	if cmd.Json {
		enc := json.NewEncoder(p.stdout)
		say = func(m *task.Summary) error { return enc.Encode(listed(m)) }
	}
	for left := cmd.Limit; left > 0; {
		q.Limit = min(left, history.MaxLimit)
		page, err := store.List(p.ctx, q)
		if err != nil {
			return err
		}
		for i := range page.Items {
			if err := say(&page.Items[i]); err != nil {
				return err
			}
		}
		if left -= len(page.Items); page.Next == "" {
			break
		}
		q.After = page.Next
	}
	return out.Flush()
}

func (cmd *listCmd) line(out *tabwriter.Writer, m *task.Summary) error {
	makespan := "-"
	if m.MakespanMS.OK {
		makespan = (time.Duration(m.MakespanMS.V) * time.Millisecond).String()
	}
	started := "-"
	if m.Started.Set {
		started = m.Started.Time().Format(time.RFC3339)
	}
	pin := ""
	if m.Pinned != 0 {
		pin = "pinned "
	}
	_, err := fmt.Fprintf(out, "%s\t%s\t%d/%d\t%s\t%s\t%s\t%s\t%s%s\n", m.Ref, m.State, m.Done, m.Of, started, makespan,
		plainCell(m.Cluster), plainCell(m.Name), pin, strings.Join(strings.Fields(m.Title), " "))
	return err
}

// plainCell keeps a name on its line and in its column.
func plainCell(s string) string {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return "-"
	}
	return s
}

// listedLine is a line of --json.
type listedLine struct {
	Ref        string `json:"ref"`
	URL        string `json:"url"`
	Name       string `json:"name"`
	State      string `json:"state"`
	Done       int    `json:"done"`
	Of         int    `json:"of"`
	Cluster    string `json:"cluster,omitempty"`
	Tenant     string `json:"tenant,omitempty"`
	Creator    string `json:"creator,omitempty"`
	StartedMS  *int64 `json:"started_ms"`
	MakespanMS *int64 `json:"makespan_ms"`
	RecordedMS int64  `json:"recorded_ms"`
	Snapshots  int    `json:"snapshots"`
	Title      string `json:"title,omitempty"`
	Pinned     bool   `json:"pinned,omitempty"`
}

func listed(m *task.Summary) listedLine {
	l := listedLine{Ref: m.Ref.String(), URL: permalink.ToTask(m.Ref).String(), Name: m.Name, State: m.State.String(), Done: m.Done, Of: m.Of,
		Cluster: m.Cluster, Tenant: m.Tenant, Creator: m.Creator, RecordedMS: m.RecordedMS, Snapshots: m.Snapshots, Title: m.Title, Pinned: m.Pinned != 0}
	if m.Started.Set {
		l.StartedMS = &m.Started.MS
	}
	if m.MakespanMS.OK {
		l.MakespanMS = &m.MakespanMS.V
	}
	return l
}
