package task

import (
	"testing"
	"time"
)

func TestInstant(t *testing.T) {
	east := time.FixedZone("", 8*3600)
	moment := time.Date(2021, 8, 25, 15, 9, 33, 82_999_999, east)
	i := FromTime(moment)
	if want := At(1629875373082, 28800); i != want {
		t.Errorf("FromTime(%v) = %+v, want %+v: cut to the ms, offset kept", moment, i, want)
	}
	if got := i.Time().Format(time.RFC3339Nano); got != "2021-08-25T15:09:33.082+08:00" {
		t.Errorf("Time() = %s", got)
	}
	if got := FromTime(time.Date(1969, 12, 31, 23, 59, 59, 999_000_000, time.UTC)); got != At(-1, 0) {
		t.Errorf("a moment before 1970 = %+v, want ms -1", got)
	}
	if epoch := At(0, 0); !epoch.Set || epoch == (Instant{}) {
		t.Error("the year 1970 is taken for absent")
	}
	if got := (Instant{}).Time(); !got.IsZero() {
		t.Errorf("Time() of absent = %v, want the zero time", got)
	}
}

func TestInstantOrder(t *testing.T) {
	absent, early, late := Instant{}, At(1, 28800), At(2, 0)
	if !early.Before(late) || late.Before(early) || early.Before(early) {
		t.Error("Before does not follow the ms")
	}
	if absent.Before(late) || early.Before(absent) || absent.Before(absent) {
		t.Error("an absent Instant is before or after another")
	}
	if absent.Or(early) != early || early.Or(late) != early || absent.Or(absent).Set {
		t.Error("Or does not prefer the one that is there")
	}
}

func TestOpt(t *testing.T) {
	if got := Some(0).Or(7); got != 0 {
		t.Errorf("Some(0).Or(7) = %d: a zero that is there is a value", got)
	}
	if got := (Opt[int]{V: 3}).Or(7); got != 7 {
		t.Errorf("absent.Or(7) = %d, want 7", got)
	}
}

func TestSnapshotNow(t *testing.T) {
	server, told, recorded := At(300, 28800), At(200, 28800), int64(900)
	tests := []struct {
		name string
		snap Snapshot
		want Instant
	}{
		{"the server's clock", Snapshot{Origin: OriginOCP, RecordedMS: recorded,
			Response: Response{Envelope: Envelope{Timestamp: server}}}, server},
		{"the server's clock of a file", Snapshot{Origin: OriginImport, RecordedMS: recorded,
			Response: Response{Envelope: Envelope{Timestamp: server}, Task: Task{Started: told}}}, server},
		{"no timestamp: when it was received, in the task's zone", Snapshot{Origin: OriginOCP, RecordedMS: recorded,
			Response: Response{Task: Task{Started: told}}}, At(recorded, 28800)},
		{"a file without timestamp: the latest it tells of", Snapshot{Origin: OriginImport, RecordedMS: recorded,
			Response: Response{Task: Task{Started: told}}}, told},
		{"a file without any time", Snapshot{Origin: OriginImport, RecordedMS: recorded}, At(recorded, 0)},
	}
	for _, tt := range tests {
		if got := tt.snap.Now(); got != tt.want {
			t.Errorf("%s: Now() = %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
