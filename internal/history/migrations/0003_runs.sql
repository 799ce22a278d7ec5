-- Each task as one run among others of its name: what its newest snapshot says.
CREATE TABLE run (
	task INTEGER PRIMARY KEY REFERENCES task (key) ON DELETE CASCADE,
	snapshot INTEGER NOT NULL UNIQUE REFERENCES snapshot (key) ON DELETE CASCADE,
	source TEXT NOT NULL,
	name TEXT NOT NULL,
	cluster TEXT NOT NULL,
	tenant TEXT NOT NULL,
	state TEXT NOT NULL,
	at_ms INTEGER NOT NULL,
	makespan_ms INTEGER,
	timings BLOB
) STRICT;
CREATE INDEX run_time ON run (source, name, at_ms, task, cluster, tenant, state, snapshot);
CREATE INDEX run_place ON run (source, name, cluster, tenant, state, at_ms, task);
CREATE INDEX run_makespan ON run (source, name, makespan_ms, at_ms, task)
	WHERE state = 'succeeded' AND makespan_ms IS NOT NULL;
