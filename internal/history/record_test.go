package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"taskscope/internal/task"
)

func TestRecordThenLoadGivesTheBodyBack(t *testing.T) {
	s := openNew(t)
	bodies := map[string][]byte{
		"one byte":        {0},
		"not UTF-8":       {0xff, 0xfe, 0, '\n', '\r', '\n'},
		"JSON with BOM":   []byte("\ufeff{\"data\": {}}\r\n"),
		"looks like zstd": {0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0},
		"1,000 subtasks":  bodyOf(1, 1000),
		"repeats":         bytes.Repeat([]byte("a"), 3<<20),
	}
	id := task.ID(math.MaxInt64)
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			e := entry(made(id, 3))
			e.Body = body
			id--
			rec := record(t, s, e)
			got, err := s.Load(context.Background(), rec.Ref)
			if err != nil {
				t.Fatalf("Load(%s): %v", rec.Ref, err)
			}
			if !bytes.Equal(got.Body, body) {
				t.Errorf("Load(%s).Body has %d bytes, want the %d that were recorded", rec.Ref, len(got.Body), len(body))
			}
			if got.Ref != rec.Ref || got.Origin != task.OriginOCP || got.RecordedMS != rec.RecordedMS ||
				got.SeenMS != rec.SeenMS || got.LastNow != e.Response.Envelope.Timestamp {
				t.Errorf("Load(%s) = %+v, want what Record said: %+v", rec.Ref, got, rec)
			}
		})
	}
}

func TestSameStateIsOneSnapshot(t *testing.T) {
	s := openNew(t)
	first := entry(made(7, 4))
	first.ReceivedMS = 5000
	record(t, s, first)

	again := entry(made(7, 4))
	slices.Reverse(again.Response.Task.Subtasks)
	again.Response.Envelope = task.Envelope{Timestamp: task.At(t0+9000, 0), TraceID: "other"}
	again.Body = []byte("the same in another order")
	again.ReceivedMS = 9000
	rec := record(t, s, again)

	want := Recorded{Ref: task.Ref{Source: "default", Task: 7, Snapshot: 1}, Newest: true, Origin: task.OriginOCP,
		RecordedMS: 5000, SeenMS: 9000, LastNow: task.At(t0+9000, 0)}
	if rec != want {
		t.Errorf("Record of the same state = %+v, want %+v", rec, want)
	}
	got, err := s.Load(context.Background(), rec.Ref)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Body, first.Body) || got.SeenMS != 9000 || got.RecordedMS != 5000 || got.LastNow != want.LastNow {
		t.Errorf("Load = body of %d bytes, recorded %d, seen %d, last now %v; want the first body, 5000, 9000, %v",
			len(got.Body), got.RecordedMS, got.SeenMS, got.LastNow, want.LastNow)
	}

	// An answer that was overtaken by a later one does not turn the clocks back.
	late := first
	late.ReceivedMS = 7000
	if rec := record(t, s, late); rec.SeenMS != 9000 || rec.LastNow != want.LastNow {
		t.Errorf("Record of an overtaken answer = seen %d, last now %v; want 9000, %v", rec.SeenMS, rec.LastNow, want.LastNow)
	}
	// One without a server clock leaves the clock.
	bare := first
	bare.Response.Envelope = task.Envelope{}
	bare.ReceivedMS = 10000
	if rec := record(t, s, bare); rec.SeenMS != 10000 || rec.LastNow != want.LastNow {
		t.Errorf("Record without a server clock = seen %d, last now %v; want 10000, %v", rec.SeenMS, rec.LastNow, want.LastNow)
	}
}

func TestNumbersGoUpAndStay(t *testing.T) {
	s := openNew(t)
	ctx := context.Background()
	bodies := map[int][]byte{}
	for n := 1; n <= 9; n++ {
		e := entry(made(7, n))
		rec := record(t, s, e)
		if rec.Ref.Snapshot != n || !rec.New || !rec.Newest {
			t.Fatalf("Record of state %d = %+v, want a new newest snapshot %d", n, rec, n)
		}
		bodies[n] = e.Body
		other := e
		other.Source = "prod" // the same id elsewhere is another task
		if rec := record(t, s, other); rec.Ref.Snapshot != n {
			t.Errorf("Record in source prod = number %d, want %d", rec.Ref.Snapshot, n)
		}
		for k := 1; k <= n; k++ {
			got, err := s.Load(ctx, task.Ref{Source: "default", Task: 7, Snapshot: k})
			if err != nil || !bytes.Equal(got.Body, bodies[k]) {
				t.Errorf("after %d snapshots Load(@%d) = %d bytes, %v; want the %d recorded", n, k, len(got.Body), err, len(bodies[k]))
			}
		}
	}
	got, err := s.Load(ctx, task.Ref{Source: "default", Task: 7})
	if err != nil || got.Ref.Snapshot != 9 {
		t.Errorf("Load of the newest = %s, %v; want @9", got.Ref, err)
	}
	// A state that comes back is a new snapshot: the newest differs.
	if rec := record(t, s, entry(made(7, 1))); rec.Ref.Snapshot != 10 || !rec.New {
		t.Errorf("Record of a state that came back = %+v, want a new snapshot 10", rec)
	}
	if got, err := s.Sources(ctx, 7); err != nil || !slices.Equal(got, []string{"default", "prod"}) {
		t.Errorf("Sources(7) = %v, %v; want default and prod", got, err)
	}
	if got, err := s.Sources(ctx, 8); err != nil || len(got) != 0 {
		t.Errorf("Sources(8) = %v, %v; want none", got, err)
	}
	if st, err := s.Stats(ctx); err != nil || st.Snapshots != 19 || st.Tasks != 2 || st.Bytes == 0 {
		t.Errorf("Stats = %+v, %v; want 19 snapshots of 2 tasks", st, err)
	}
}

func TestNumbersSurviveTheRemovalOfSnapshots(t *testing.T) {
	s := openNew(t)
	for n := 1; n <= 3; n++ {
		record(t, s, entry(made(7, n)))
	}
	// What retention will do one day, to all but the newest.
	if _, err := s.writer.Exec(`DELETE FROM snapshot WHERE number < 3`); err != nil {
		t.Fatal(err)
	}
	var bodies int
	if err := s.writer.QueryRow(`SELECT count(*) FROM body`).Scan(&bodies); err != nil || bodies != 1 {
		t.Errorf("%d bodies left, %v; want 1: a body goes with its snapshot", bodies, err)
	}
	if _, err := s.writer.Exec(`DELETE FROM snapshot`); err != nil {
		t.Fatal(err)
	}
	if rec := record(t, s, entry(made(7, 3))); rec.Ref.Snapshot != 4 || !rec.New {
		t.Errorf("Record after all snapshots were removed = %+v, want a new snapshot 4", rec)
	}
}

func TestImportOfTheOldDoesNotBecomeTheNewest(t *testing.T) {
	s := openNew(t)
	ctx := context.Background()
	at := func(n int, ms int64, origin task.Origin) Entry {
		e := entry(made(7, n))
		e.Origin = origin
		e.Response.Envelope.Timestamp = task.At(ms, 0)
		return e
	}
	record(t, s, at(4, t0, task.OriginOCP)) // @1

	old := at(2, t0-86_400_000, task.OriginImport)
	if rec := record(t, s, old); rec.Ref.Snapshot != 2 || !rec.New || rec.Newest {
		t.Errorf("Record of an old import = %+v, want a new snapshot 2 that is not the newest", rec)
	}
	if rec := record(t, s, at(4, t0+5000, task.OriginOCP)); rec.Ref.Snapshot != 1 || rec.New || !rec.Newest {
		t.Errorf("Record of the unchanged task = %+v, want it to be snapshot 1 still", rec)
	}
	if got, err := s.Load(ctx, task.Ref{Source: "default", Task: 7}); err != nil || got.Ref.Snapshot != 1 {
		t.Errorf("Load of the newest = %s, %v; want @1", got.Ref, err)
	}
	if rec := record(t, s, old); rec.Ref.Snapshot != 2 || rec.New || rec.Newest {
		t.Errorf("Record of the same import = %+v, want snapshot 2 again", rec)
	}
	if rec := record(t, s, at(5, t0+6000, task.OriginImport)); rec.Ref.Snapshot != 3 || !rec.New || !rec.Newest {
		t.Errorf("Record of a later import = %+v, want a new newest snapshot 3", rec)
	}
	// A fetched answer is the newest whatever its server's clock says.
	if rec := record(t, s, at(6, t0, task.OriginOCP)); rec.Ref.Snapshot != 4 || !rec.Newest {
		t.Errorf("Record of a fetched answer with a slow clock = %+v, want a new newest snapshot 4", rec)
	}
	all, err := s.Snapshots(ctx, "default", 7, 0)
	if want := []string{"default:7@4", "default:7@3", "default:7@2", "default:7@1"}; err != nil || !slices.Equal(refs(all), want) {
		t.Errorf("Snapshots = %v, %v; want %v", refs(all), err, want)
	}
	for i, m := range all {
		if m.Newest != (i == 0) {
			t.Errorf("Snapshots[%d].Newest = %v", i, m.Newest)
		}
	}
}

func TestNumbersUnderConcurrency(t *testing.T) {
	s := openNew(t)
	const workers, each = 8, 12
	numbers := make(chan int, workers*each)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				r := made(7, 2)
				r.Task.Executor = fmt.Sprintf("10.0.%d.%d", w, i) // every state is another
				rec, err := s.Record(context.Background(), entry(r))
				if err != nil || !rec.New {
					t.Errorf("Record = %+v, %v; want a new snapshot", rec, err)
					return
				}
				numbers <- rec.Ref.Snapshot
				if _, err := s.Load(context.Background(), rec.Ref); err != nil {
					t.Errorf("Load(%s) right after Record: %v", rec.Ref, err)
				}
			}
		})
	}
	wg.Wait()
	close(numbers)
	var got []int
	for n := range numbers {
		got = append(got, n)
	}
	slices.Sort(got)
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("sorted numbers[%d] = %d, want %d: each is given once, none is left out", i, n, i+1)
		}
	}
	if len(got) != workers*each {
		t.Errorf("%d numbers, want %d", len(got), workers*each)
	}
}

func TestRecordRefusesWhatIsNoEntry(t *testing.T) {
	s := openNew(t)
	for name, spoil := range map[string]func(*Entry){
		"no source":  func(e *Entry) { e.Source = "" },
		"bad source": func(e *Entry) { e.Source = "35" },
		"no id":      func(e *Entry) { e.Response.Task.ID = 0 },
		"no body":    func(e *Entry) { e.Body = nil },
		"no origin":  func(e *Entry) { e.Origin = "" },
	} {
		e := entry(made(7, 1))
		spoil(&e)
		if rec, err := s.Record(context.Background(), e); err == nil {
			t.Errorf("%s: Record = %+v, want an error", name, rec)
		}
	}
	if st, err := s.Stats(context.Background()); err != nil || st.Snapshots != 0 || st.Tasks != 0 {
		t.Errorf("Stats = %+v, %v; want nothing recorded", st, err)
	}
}

func TestLoadOfWhatIsNotThere(t *testing.T) {
	s := openNew(t)
	record(t, s, entry(made(7, 1)))
	for _, ref := range []task.Ref{
		{Source: "default", Task: 8}, {Source: "default", Task: 7, Snapshot: 2},
		{Source: "prod", Task: 7}, {Task: 7}, {Source: "default", Task: 7, Snapshot: -1},
	} {
		if snap, err := s.Load(context.Background(), ref); !errors.Is(err, task.ErrNoSnapshot) {
			t.Errorf("Load(%+v) = %s, %v; want ErrNoSnapshot", ref, snap.Ref, err)
		} else if !strings.Contains(err.Error(), ref.String()) {
			t.Errorf("Load(%+v): %q does not say what was asked", ref, err)
		}
	}
}

func TestDamagedBodyIsFound(t *testing.T) {
	damage := map[string]string{
		"flipped":   `UPDATE body SET data = CAST(substr(data, 1, 40) || x'55' || substr(data, 42) AS BLOB)`,
		"short":     `UPDATE body SET data = substr(data, 1, length(data) - 5)`,
		"empty":     `UPDATE body SET data = x''`,
		"too small": `UPDATE body SET size = size - 1`,
		"too large": `UPDATE body SET size = size + 1`,
		"negative":  `UPDATE body SET size = -1`,
		"enormous":  `UPDATE body SET size = 9223372036854775807`,
		"codec":     `UPDATE body SET codec = 'lzw'`,
	}
	for name, query := range damage {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			rec := record(t, s, entry(made(7, 20)))
			if _, err := s.writer.Exec(query); err != nil {
				t.Fatal(err)
			}
			snap, err := s.Load(context.Background(), rec.Ref)
			var failed *Error
			if !errors.As(err, &failed) || failed.Reason != ReasonCorrupt || errors.Is(err, task.ErrNoSnapshot) {
				t.Errorf("Load of a damaged body = %d bytes, %v; want an Error with ReasonCorrupt", len(snap.Body), err)
			}
		})
	}
}
