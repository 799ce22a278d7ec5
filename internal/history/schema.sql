-- The schema as it is after all migrations, to be read by people. A test
-- holds it against what the migrations make. Times are UTC milliseconds since
-- 1970; offsets are seconds east of UTC; NULL is "absent".

-- What a task is about: a few thousand of these describe hundreds of thousands
-- of tasks. Rows are never changed; one without tasks does no harm.
CREATE TABLE subject (
	id INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	name TEXT NOT NULL,
	cluster TEXT NOT NULL, -- '' when the task has none; so tenant and creator
	tenant TEXT NOT NULL,
	creator TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX subject_identity ON subject (source, name, cluster, tenant, creator);

-- One row per source and task id. It outlives its snapshots, so that no number
-- is ever given twice; without any left its newest is 0.
CREATE TABLE task (
	key INTEGER PRIMARY KEY,
	source TEXT NOT NULL,
	task_id INTEGER NOT NULL,
	last INTEGER NOT NULL,   -- the highest snapshot number ever given
	newest INTEGER NOT NULL, -- number of the snapshot that is the task's latest state
	subject INTEGER NOT NULL REFERENCES subject (id), -- of the newest
	state TEXT NOT NULL,     -- of the newest
	at_ms INTEGER NOT NULL   -- its start, else when it was first recorded; orders the list
) STRICT;
CREATE UNIQUE INDEX task_identity ON task (task_id, source);
CREATE INDEX task_time ON task (at_ms, key, task_id, newest) WHERE newest > 0;

CREATE TABLE snapshot (
	key INTEGER PRIMARY KEY,
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL, -- 1, 2, … per task
	subject INTEGER NOT NULL REFERENCES subject (id),
	origin TEXT NOT NULL,
	fingerprint BLOB NOT NULL, -- sha-256 of task.Fingerprint
	recorded_ms INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL,
	last_now_ms INTEGER,
	last_now_offset INTEGER,
	as_of_ms INTEGER NOT NULL, -- the moment it shows: task.Snapshot.Now
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
CREATE INDEX snapshot_age ON snapshot (recorded_ms, key);

-- The response as received, apart from the columns of the list: a page of the
-- list then never reads past a document.
CREATE TABLE body (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (key) ON DELETE CASCADE,
	codec TEXT NOT NULL, -- 'zstd'
	size INTEGER NOT NULL, -- bytes before compression
	data BLOB NOT NULL
) STRICT;

-- Something that tasks can be listed by: see term.go for the kinds. What is
-- searched for words has its text in gram besides.
CREATE TABLE term (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	text TEXT NOT NULL, -- lower case; of a note the key of its snapshot
	tasks INTEGER NOT NULL DEFAULT 0 -- that mention it; kept by the triggers
) STRICT;
CREATE UNIQUE INDEX term_identity ON term (kind, text);
CREATE INDEX term_unused ON term (id) WHERE tasks = 0;

-- The overlapping pairs of characters of each term, by its id: see gram.go.
CREATE VIRTUAL TABLE gram USING fts4 (text, matchinfo=fts3, tokenize=simple);

-- Which tasks a term leads to, in the order of the list: at_ms is the task's.
CREATE TABLE mention (
	term INTEGER NOT NULL REFERENCES term (id),
	at_ms INTEGER NOT NULL,
	task INTEGER NOT NULL REFERENCES task (key),
	PRIMARY KEY (term, at_ms, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_task ON mention (task, term);
CREATE TRIGGER mention_added AFTER INSERT ON mention BEGIN
	UPDATE term SET tasks = tasks + 1 WHERE id = NEW.term;
END;
CREATE TRIGGER mention_removed AFTER DELETE ON mention BEGIN
	UPDATE term SET tasks = tasks - 1 WHERE id = OLD.term;
END;

-- What people wrote on a snapshot. A row stays when all is deleted from it, so
-- that no version comes twice.
CREATE TABLE note (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (key) ON DELETE CASCADE,
	task INTEGER NOT NULL REFERENCES task (key), -- task and number of the snapshot
	number INTEGER NOT NULL,
	version INTEGER NOT NULL, -- 1, 2, … with every change
	title TEXT NOT NULL,
	text TEXT NOT NULL, -- Markdown
	author TEXT NOT NULL, -- '' when nobody is known
	written_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX note_task ON note (task, number);

CREATE TABLE pin (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (key) ON DELETE CASCADE,
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL,
	author TEXT NOT NULL,
	pinned_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pin_task ON pin (task, number);

-- Snapshots that were dropped to save space. An archive may bring the same back
-- under its number, nothing else.
CREATE TABLE dropped (
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL,
	fingerprint BLOB NOT NULL,
	PRIMARY KEY (task, number)
) STRICT, WITHOUT ROWID;

-- Each task as one run among others of its name: what its newest snapshot says.
-- Everything here but the timings is elsewhere, too; here one index answers. A
-- task that history had before this table was made gets its row by Backfill.
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
	timings BLOB -- baseline.Timings; NULL when no subtask ran cleanly, or the body is damaged
) STRICT;
CREATE INDEX run_time ON run (source, name, at_ms, task, cluster, tenant, state, snapshot);
CREATE INDEX run_place ON run (source, name, cluster, tenant, state, at_ms, task);
CREATE INDEX run_makespan ON run (source, name, makespan_ms, at_ms, task)
	WHERE state = 'succeeded' AND makespan_ms IS NOT NULL;

-- Written by Check, to find out whether anything can be written at all.
CREATE TABLE probe (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	checked_ms INTEGER NOT NULL,
	filler BLOB
) STRICT;

-- Which task a source has shown to which of its accounts, and when last. In
-- sign-in mode a reader sees the snapshots of these tasks only. A row outlives
-- its time to live: a task that OCP has forgotten is shown to whom it was once
-- shown. The task may be missing here: what could not be recorded was seen.
CREATE TABLE access_grant (
	source TEXT NOT NULL,
	user_name TEXT NOT NULL, -- the account at the source
	task_id INTEGER NOT NULL,
	granted_ms INTEGER NOT NULL,
	PRIMARY KEY (source, user_name, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_grant_fresh ON access_grant (source, user_name, granted_ms);
CREATE INDEX access_grant_age ON access_grant (granted_ms);
