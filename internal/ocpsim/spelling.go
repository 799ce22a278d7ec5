package ocpsim

// Edits of a response's "data", for what other versions of OCP answer.

// oldSpelling is what OCP answered before June 2021: `tasks`, and subtasks
// without the later fields.
func oldSpelling(data map[string]any) {
	subs := subtasksOf(data)
	for _, s := range subs {
		for _, key := range []string{"timeout", "parallelIdx", "nodeType", "runTime", "seriesId", "prohibitRollback"} {
			delete(s, key)
		}
	}
	data["tasks"] = data["subtasks"]
	delete(data, "subtasks")
	delete(data, "operation")
	delete(data, "prohibitRollback")
}

// warning gives one subtask the state that OCP 4.3's screens have and no
// document spells.
func warning(data map[string]any) {
	for _, s := range subtasksOf(data) {
		if s["name"] == "Stop observer process" && intOf(s["parallelIdx"]) == 1 {
			s["status"] = "WARNING"
		}
	}
}
