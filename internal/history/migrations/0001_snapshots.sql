CREATE TABLE subject (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	name TEXT NOT NULL,
	cluster TEXT NOT NULL,
	tenant TEXT NOT NULL,
	creator TEXT NOT NULL,
	text TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX subject_identity ON subject (source, name, cluster, tenant, creator);

CREATE TABLE task (
	key INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	task_id INTEGER NOT NULL,
	last INTEGER NOT NULL,
	newest INTEGER NOT NULL,
	subject INTEGER NOT NULL REFERENCES subject (id),
	state TEXT NOT NULL,
	states TEXT NOT NULL,
	at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX task_identity ON task (task_id, source);
CREATE INDEX task_time ON task (at_ms, key, subject, state, states, task_id);
CREATE INDEX task_subject ON task (subject, at_ms);
CREATE INDEX task_state ON task (state, at_ms);

CREATE TABLE snapshot (
	key INTEGER PRIMARY KEY,
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL,
	subject INTEGER NOT NULL REFERENCES subject (id),
	origin TEXT NOT NULL,
	fingerprint BLOB NOT NULL,
	recorded_ms INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL,
	last_now_ms INTEGER,
	last_now_offset INTEGER,
	as_of_ms INTEGER NOT NULL,
	state TEXT NOT NULL,
	raw_status TEXT NOT NULL,
	done INTEGER NOT NULL,
	of INTEGER NOT NULL,
	started_ms INTEGER,
	started_offset INTEGER,
	ended_ms INTEGER,
	ended_offset INTEGER,
	makespan_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX snapshot_identity ON snapshot (task, number);

CREATE TABLE body (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (key) ON DELETE CASCADE,
	codec TEXT NOT NULL,
	size INTEGER NOT NULL,
	data BLOB NOT NULL
) STRICT;

CREATE TABLE probe (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	checked_ms INTEGER NOT NULL,
	filler BLOB
) STRICT;
INSERT INTO probe (id, checked_ms) VALUES (1, 0);
