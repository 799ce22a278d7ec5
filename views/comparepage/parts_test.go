package comparepage

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// TestSummaryIsShort: of any two runs at most five sentences, each of which ends,
// and the text for a ticket is those with a title and the link.
func TestSummaryIsShort(t *testing.T) {
	for name, in := range pairsOfRuns(t) {
		for _, lang := range text.Langs() {
			page, doc := draw(t, lang, in)
			if n := len(page.Summary); n < 1 || n > 5 {
				t.Errorf("%s: %d sentences: %q", name, n, page.Summary)
			}
			for _, line := range page.Summary {
				if !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。") || strings.Contains(line, "[") || strings.Contains(line, "  ") {
					t.Errorf("%s: %q", name, line)
				}
			}
			lines := strings.Split(strings.TrimSuffix(SummaryText(page.Text, in, "https://x/compare/1...2"), "\n"), "\n")
			if len(lines) != len(page.Summary)+2 || lines[len(lines)-1] != "https://x/compare/1...2" {
				t.Errorf("%s: the text is %q", name, lines)
			}
			if got := doc.Find(".summary .diagnosis").Length(); got != len(page.Summary) {
				t.Errorf("%s: %d sentences are shown of %d", name, got, len(page.Summary))
			}
		}
	}
}

// TestStepsLeadThroughAllDifferences: from the first one the links lead to each
// difference once, and back.
func TestStepsLeadThroughAllDifferences(t *testing.T) {
	walked := 0
	for name, in := range pairsOfRuns(t) {
		page, _ := draw(t, text.English, in)
		if page.Identical {
			continue
		}
		want := 0
		b := newPageOf(page.Text, in)
		for _, r := range b.rows {
			if r.differs() {
				want++
			}
		}
		seen, before := map[task.SubtaskID]bool{}, ""
		for next := page.Steps.Next; next != ""; {
			id, err := task.ParseSubtaskID(strings.TrimSuffix(strings.TrimPrefix(next, "?subtask="), stepsAnchor))
			if err != nil || seen[id] {
				t.Fatalf("%s: the next is %s again", name, next)
			}
			seen[id], in.URL.Subtask = true, id
			steps := newPageOf(page.Text, in).steps()
			if steps.Current == nil || before != "" && steps.Prev != before {
				t.Fatalf("%s: at %s the one before is %q, want %q", name, next, steps.Prev, before)
			}
			before, next = next, steps.Next
			walked++
		}
		if len(seen) != want {
			t.Errorf("%s: the links lead to %d differences of %d", name, len(seen), want)
		}
	}
	if walked < 200 {
		t.Errorf("only %d differences were walked", walked)
	}
}

// TestALinkMeansTheSamePairWhenSwapped: what is looked at, and where the runs are
// laid over each other, is named by an id of either run.
func TestALinkMeansTheSamePairWhenSwapped(t *testing.T) {
	in := example()
	in.URL.Subtask, in.URL.Align = 92, 92
	page, _ := draw(t, text.English, in)
	back := input(in.Head, in.Base)
	back.URL.Subtask, back.URL.Align = 92, 92
	swapped, doc := draw(t, text.English, back)
	if page.Steps.Current.Name != "Bootstrap ob" || swapped.Steps.Current.Name != "Bootstrap ob" {
		t.Errorf("looked at %q, and swapped at %q", page.Steps.Current.Name, swapped.Steps.Current.Name)
	}
	if !strings.Contains(page.Timeline.Caption, "Bootstrap ob") || page.Timeline.Caption != swapped.Timeline.Caption {
		t.Errorf("aligned: %q, and swapped: %q", page.Timeline.Caption, swapped.Timeline.Caption)
	}
	if doc.Find(`.tl-names [aria-current="true"]`).Length() != 1 || doc.Find(`.subtasks tr[aria-current="true"]`).Length() != 1 {
		t.Error("the difference that is looked at is not marked in the timeline and the table")
	}
	back.URL.Subtask, back.URL.Align = 4711, 4711
	lost, _ := draw(t, text.English, back)
	if !lost.Steps.Missing || len(lost.Timeline.Notes) == 0 || !strings.Contains(lost.Timeline.Notes[0], "4711") {
		t.Errorf("an id that neither run has: %+v, notes %q", lost.Steps, lost.Timeline.Notes)
	}
}

// TestAlignedBarsStartTogether: laid over each other at a subtask, both of its
// bars begin at one place, and folding idle time keeps it so.
func TestAlignedBarsStartTogether(t *testing.T) {
	looked, folded := 0, 0
	for name, in := range pairsOfRuns(t) {
		for _, p := range in.Result.Pairs[:min(8, len(in.Result.Pairs))] {
			in.URL.Align, in.URL.Worth.All = at(in.Head, p.Head).ID, true
			for _, gaps := range []permalink.Gaps{permalink.GapsOpen, permalink.GapsFolded} {
				in.URL.Gaps = gaps
				b := newPageOf(mustWords(t), in)
				line := b.timeline()
				place := b.placeOf(in.URL.Align)
				if !b.alignable(*place) {
					continue
				}
				if line.Folded {
					folded++
				}
				for _, r := range line.Rows {
					if r.Name == place.name && r.Base != nil && r.Head != nil {
						looked++
						if r.Base.Run.X != r.Head.Run.X || r.Base.From != 0 || r.Head.From != 0 {
							t.Errorf("%s: %s begins at %v and %v, gaps %s", name, r.Name, r.Base.Run.X, r.Head.Run.X, gaps)
						}
					}
				}
			}
		}
	}
	if looked < 100 || folded == 0 {
		t.Errorf("only %d were looked at, %d with folded gaps", looked, folded)
	}
}

// TestPathsAreBothWhole: side by side, each critical path has all of its
// subtasks, in its order.
func TestPathsAreBothWhole(t *testing.T) {
	for name, in := range pairsOfRuns(t) {
		in.URL.Worth.All = true
		page, _ := draw(t, text.English, in)
		if page.Identical || page.Paths == nil {
			continue
		}
		b := newPageOf(page.Text, in)
		var base, head, wantBase, wantHead []string
		for _, r := range page.Paths.Rows {
			if r.Base != nil {
				base = append(base, r.Base.Name)
			}
			if r.Head != nil {
				head = append(head, r.Head.Name)
			}
		}
		for _, h := range in.Base.Analysis.Path {
			wantBase = append(wantBase, b.baseNames[h.Subtask])
		}
		for _, h := range in.Head.Analysis.Path {
			wantHead = append(wantHead, b.headNames[h.Subtask])
		}
		if !slices.Equal(base, wantBase) || !slices.Equal(head, wantHead) {
			t.Errorf("%s: paths %q and %q, want %q and %q", name, base, head, wantBase, wantHead)
		}
	}
}

// TestGraphTellsEveryDifference: each place is in one node or counted as hidden,
// and what is coloured says so with a sign or a word.
func TestGraphTellsEveryDifference(t *testing.T) {
	coloured := 0
	for name, in := range pairsOfRuns(t) {
		page, doc := draw(t, text.English, in)
		if page.Identical || page.Graph == nil {
			continue
		}
		r := in.Result
		if n := len(r.Pairs) + len(r.OnlyBase) + len(r.OnlyHead); page.Graph.Drawn+page.Graph.Hidden != n {
			t.Errorf("%s: %d drawn and %d hidden of %d", name, page.Graph.Drawn, page.Graph.Hidden, n)
		}
		doc.Find("a.node").Each(func(_ int, s *goquery.Selection) {
			word := s.Find(".detail").Text()
			for class, sign := range map[string]string{"d-longer": "▲", "d-shorter": "▼", "d-state": "→", "d-head": "+ only in head", "d-base": "− only in base"} {
				if s.HasClass(class) {
					coloured++
					if !s.HasClass("stack") && !strings.Contains(word, sign) || !strings.Contains(s.Find("title").Text(), word) {
						t.Errorf("%s: a node of class %s says %q", name, class, word)
					}
				}
			}
		})
	}
	if coloured < 100 {
		t.Errorf("only %d coloured nodes were looked at", coloured)
	}
}

// mustWords are the words of the interface in English.
func mustWords(t *testing.T) text.Printer { return viewtest.Frame(t, text.English).Text }
