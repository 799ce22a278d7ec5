package history

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"taskscope/internal/task"
)

// TestNotesAreNotLost lets many people write on one snapshot at once, each what
// he read and a line more: all lines are there in the end.
func TestNotesAreNotLost(t *testing.T) {
	s := openNew(t)
	ref := record(t, s, entry(made(7, 1))).Ref
	const people, lines = 6, 5
	var wg sync.WaitGroup
	for p := range people {
		wg.Go(func() {
			mine, n := task.Note{}, 0
			for n < lines {
				mine.Text += fmt.Sprintf("line %d of %d\n", n, p)
				got, err := s.SetNote(t.Context(), ref, mine)
				switch {
				case errors.Is(err, ErrNoteChanged):
					mine = got // what the other wrote, to begin from
				case err != nil:
					t.Errorf("SetNote: %v", err)
					return
				default:
					mine, n = got, n+1
				}
			}
		})
	}
	wg.Wait()
	all, err := s.Remarks(t.Context(), ref)
	if err != nil || len(all) != 1 || all[0].Note.Version != people*lines || strings.Count(all[0].Note.Text, "\n") != people*lines {
		t.Errorf("Remarks = %+v, %v; want %d lines", all, err, people*lines)
	}
	checkTerms(t, s)
}

func TestNotesAndPinsAreListed(t *testing.T) {
	s := openNew(t)
	first := record(t, s, entry(made(7, 1))).Ref
	r := made(7, 2)
	r.Task.Status = task.StatusFailed
	second := record(t, s, entry(r)).Ref
	record(t, s, entry(made(8, 1)))
	note := func(ref task.Ref, n task.Note) task.Note {
		t.Helper()
		got, err := s.SetNote(t.Context(), ref, n)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	want := func(name string, q Query, refsWanted ...string) []task.Summary {
		t.Helper()
		got := list(t, s, q)
		if strings.Join(refs(got.Items), " ") != strings.Join(refsWanted, " ") {
			t.Errorf("%s: List = %v, want %v", name, refs(got.Items), refsWanted)
		}
		return got.Items
	}
	want("no note", Query{Noted: true})
	want("no pin", Query{Pinned: true, Newest: true})
	n := note(first, task.Note{Title: "磁盘慢", Text: "see **ticket** 4711", Author: "张三"})
	if n.Version != 1 || n.MS == 0 {
		t.Errorf("SetNote = %+v", n)
	}
	if again := note(first, n); again != n {
		t.Errorf("the same text again = %+v, want %+v", again, n)
	}
	if err := s.SetPin(t.Context(), first, true, "me"); err != nil {
		t.Fatal(err)
	}
	if items := want("in the list of tasks", Query{Newest: true, Text: "盘慢"}, "default:7@2"); len(items) == 1 &&
		(items[0].Title != "磁盘慢" || items[0].Noted != 1 || items[0].Pinned != 1 || items[0].Snapshots != 2) {
		t.Errorf("the task's line = %+v, want the note and the pin of its first snapshot", items[0])
	}
	want("by a word of the text, in any case", Query{Newest: true, Text: "TICKET 471"}, "default:7@2")
	want("the noted itself", Query{Newest: true, Noted: true}, "default:7@1")
	want("the pinned itself", Query{Pinned: true}, "default:7@1")
	want("pinned and of another state", Query{Pinned: true, States: []task.State{task.Failed}})
	want("by author: nobody is found by what he wrote", Query{Text: "张三"})
	if _, err := s.SetNote(t.Context(), first, task.Note{Title: "mine"}); !errors.Is(err, ErrNoteChanged) {
		t.Errorf("SetNote of version 0 = %v, want ErrNoteChanged", err)
	}
	n = note(first, task.Note{Version: n.Version, Title: "磁盘快"})
	want("the old text", Query{Text: "盘慢"})
	want("the new text", Query{Text: "盘快"}, "default:7@2", "default:7@1")
	if n = note(first, task.Note{Version: n.Version}); n.Version != 3 || !n.Empty() {
		t.Errorf("deleted = %+v, want version 3", n)
	}
	want("deleted", Query{Text: "盘快"})
	want("deleted: not noted", Query{Noted: true})
	if items := list(t, s, Query{Newest: true, ID: 7}).Items; items[0].Noted != 0 || items[0].Pinned != 1 {
		t.Errorf("the line of a deleted note = %+v", items[0])
	}
	for _, pinned := range []bool{true, false, false} {
		if err := s.SetPin(t.Context(), first, pinned, ""); err != nil {
			t.Fatal(err)
		}
	}
	want("not pinned any more", Query{Pinned: true})
	none := second.At(9)
	if _, err := s.SetNote(t.Context(), none, task.Note{Title: "x"}); !errors.Is(err, task.ErrNoSnapshot) {
		t.Errorf("SetNote(%s) = %v, want ErrNoSnapshot", none, err)
	}
	if err := s.SetPin(t.Context(), none, true, ""); !errors.Is(err, task.ErrNoSnapshot) {
		t.Errorf("SetPin(%s) = %v, want ErrNoSnapshot", none, err)
	}
	if _, err := s.SetNote(t.Context(), first, task.Note{Version: 3, Text: strings.Repeat("x", task.MaxNote+1)}); err == nil {
		t.Error("a note that is too long was written")
	}
	checkTerms(t, s)
}
