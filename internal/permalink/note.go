package permalink

import "taskscope/internal/task"

// Note is the page on which the note on a snapshot is written; what is posted
// there is the note.
func Note(ref task.Ref) string { return "/tasks/" + ref.String() + "/note" }

// Pin is where a snapshot's pin is set or taken away.
func Pin(ref task.Ref) string { return "/tasks/" + ref.String() + "/pin" }
