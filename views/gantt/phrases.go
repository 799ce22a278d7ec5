package gantt

import (
	"taskscope/internal/task"
	"taskscope/views/text"
)

// phrases are the messages that rows are made of, looked up once: a page has
// thousands of rows.
type phrases struct {
	comma  string
	states [task.Succeeded + 1]string

	// Why it has not started.
	isBlocked, isHeld, heldFailed, isQueued, neverBecause, neverAfter form
	unsure, never, neverUndone                                        string
	// What it waited for before it did.
	blockedUntil, readyUnknown, waited, waitedFull, waitedAll, held, queued form
	// What it did then.
	ran, ranThen, running, mixed, mixedNow, skipped, undoing, rolledBack, undoFailed, attempt form
	unseen                                                                                    string
	// How that is to be judged.
	slower, over, slack form
	critical            string
	// The row of a group.
	group, count, groupRuns, groupUndone form
}

// newPhrases looks the messages up. Where slots are seen, the limit on them is
// not known, and lies above the default.
func newPhrases(t text.Printer, slotsSeen bool) phrases {
	p := phrases{
		comma: t.T("tl.comma"),

		isBlocked:    newForm(t, "tl.is_blocked", "Name", "State", "N"),
		isHeld:       newForm(t, "tl.is_held", "Wait", "N", "Slots"),
		heldFailed:   newForm(t, "tl.held_failed", "What"),
		isQueued:     newForm(t, "tl.is_queued", "Wait"),
		neverBecause: newForm(t, "tl.never_because", "Name", "State"),
		neverAfter:   newForm(t, "tl.never_after", "What"),
		neverUndone:  t.T("tl.never_undone"),
		unsure:       t.T("tl.unsure"),
		never:        t.T("tl.never"),

		blockedUntil: newForm(t, "tl.blocked_until", "Name", "At"),
		readyUnknown: newForm(t, "tl.ready_unknown", "Name"),
		waited:       newForm(t, "tl.waited", "Wait"),
		waitedFull:   newForm(t, "tl.waited_full", "Wait", "Full", "Slots"),
		waitedAll:    newForm(t, "tl.waited_all", "Wait", "Slots"),
		held:         newForm(t, "tl.held", "Wait"),
		queued:       newForm(t, "tl.queued", "Wait"),

		ran:        newForm(t, "tl.ran", "Run", "From"),
		ranThen:    newForm(t, "tl.ran_then", "Run"),
		running:    newForm(t, "tl.running", "Run", "From"),
		mixed:      newForm(t, "tl.mixed", "Runs", "Run", "From"),
		skipped:    newForm(t, "tl.mixed_skipped", "Run", "From"),
		mixedNow:   newForm(t, "tl.mixed_now", "Runs", "Run", "From"),
		undoing:    newForm(t, "tl.rolling_back", "Run", "From"),
		rolledBack: newForm(t, "tl.rolled_back", "Run", "From"),
		undoFailed: newForm(t, "tl.undo_failed", "Run", "From"),
		attempt:    newForm(t, "tl.attempt", "N", "Run", "From", "State"),
		unseen:     t.T("tl.unseen"),

		slower:   newForm(t, "usual.row", "Times", "N", "Median"),
		over:     newForm(t, "usual.row_over", "Over", "N", "Median"),
		slack:    newForm(t, "tl.slack", "Slack"),
		critical: t.T("tl.critical"),

		group:       newForm(t, "tl.group", "Name", "N"),
		count:       newForm(t, "tl.count", "N", "State"),
		groupRuns:   newForm(t, "tl.group_runs", "Min", "Median", "Max"),
		groupUndone: newForm(t, "tl.group_runs_undone", "Min", "Median", "Max"),
	}
	if slotsSeen {
		p.isHeld = newForm(t, "tl.is_held_seen", "Wait", "N", "Slots")
		p.waitedFull = newForm(t, "tl.waited_full_seen", "Wait", "Full", "Slots")
		p.waitedAll = newForm(t, "tl.waited_all_seen", "Wait", "Slots")
	}
	for _, s := range task.SubtaskStates() {
		p.states[s] = t.State(s)
	}
	return p
}
