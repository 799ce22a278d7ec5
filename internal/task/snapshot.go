package task

// Envelope is what OCP wraps around the data of an answer.
type Envelope struct {
	Timestamp  Instant // the server's clock when it answered: the snapshot's "now"
	TraceID    string  // what OCP's support asks for
	Server     string  // address of the OCP server that answered
	DurationMS Opt[int64]
	Status     Opt[int64] // repeats the HTTP status
}

// Response is one decoded answer of the detail API.
type Response struct {
	Task     Task
	Envelope Envelope
	Problems []Problem // what had to be healed while decoding
}

// Origin says how a snapshot came into the history.
type Origin string

// The origins.
const (
	OriginOCP    Origin = "ocp"    // fetched from a source
	OriginImport Origin = "import" // a saved response
)

// Snapshot is one response as it was received, with its place in history.
type Snapshot struct {
	Ref        Ref    // with Source spelt out, and the snapshot's number
	Origin     Origin // of the first time it was seen
	Body       []byte // exactly as received
	RecordedMS int64  // Taskscope's clock when it was recorded, UTC ms
	SeenMS     int64  // Taskscope's clock when the same task state was last received, UTC ms
	// LastNow is the server's clock at SeenMS. While a running task does not
	// change, OCP's answers differ in nothing but this; they are one snapshot.
	LastNow Instant
	Response
}

// Now is the moment the snapshot is drawn for, never the viewer's clock: the
// server's when it answered; else, for an answer without a timestamp, the
// moment it was received, or for an imported one the latest moment it tells of
// (the file may be years old). It is written in the zone of the task's times.
func (s *Snapshot) Now() Instant {
	if s.Envelope.Timestamp.Set {
		return s.Envelope.Timestamp
	}
	last := s.Task.Latest()
	if s.Origin == OriginImport && last.Set {
		return last
	}
	return At(s.RecordedMS, last.Offset)
}

// Summary is a snapshot without its body: a line of a list.
type Summary struct {
	Ref        Ref // with Source spelt out, and the snapshot's number
	Origin     Origin
	Name       string
	State      State
	RawStatus  Status
	Done, Of   int
	Cluster    string
	Tenant     string
	Creator    string
	Started    Instant
	Ended      Instant // absent while it runs
	MakespanMS Opt[int64]
	RecordedMS int64
	SeenMS     int64
	Newest     bool // no later snapshot of the task exists
	Snapshots  int  // how many are kept of the task

	// What people wrote on a snapshot. In a list of tasks it is what was written
	// on the last of the task's snapshots that has something, and Noted and
	// Pinned are the numbers of those; 0 for none.
	Title  string
	Note   string // its start, Markdown
	Noted  int
	Pinned int
}
