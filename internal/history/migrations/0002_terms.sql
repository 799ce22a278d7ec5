-- Terms take the place of the text of subjects and of the states of tasks.
-- fold, grams and executors are Go: see functions.go.
CREATE TABLE term (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	tasks INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX term_identity ON term (kind, text);

CREATE VIRTUAL TABLE gram USING fts4 (text, matchinfo=fts3, tokenize=simple);

CREATE TABLE mention (
	term INTEGER NOT NULL REFERENCES term (id),
	at_ms INTEGER NOT NULL,
	task INTEGER NOT NULL REFERENCES task (key),
	PRIMARY KEY (term, at_ms, task)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE said (task INTEGER, at_ms INTEGER, kind TEXT, text TEXT);
INSERT INTO said
	SELECT t.key, t.at_ms, 'source', u.source FROM task t JOIN subject u ON u.id = t.subject UNION ALL
	SELECT t.key, t.at_ms, 'name', fold(u.name) FROM task t JOIN subject u ON u.id = t.subject UNION ALL
	SELECT t.key, t.at_ms, 'cluster', fold(u.cluster) FROM task t JOIN subject u ON u.id = t.subject UNION ALL
	SELECT t.key, t.at_ms, 'tenant', fold(u.tenant) FROM task t JOIN subject u ON u.id = t.subject UNION ALL
	SELECT t.key, t.at_ms, 'creator', fold(u.creator) FROM task t JOIN subject u ON u.id = t.subject UNION ALL
	SELECT t.key, t.at_ms, 'state', t.state FROM task t UNION ALL
	SELECT t.key, t.at_ms, 'ever', w.value FROM task t, json_each('["' || replace(trim(t.states), ' ', '","') || '"]') w UNION ALL
	SELECT t.key, t.at_ms, 'executor', fold(e.value)
	FROM task t JOIN snapshot s ON s.task = t.key AND s.number = t.newest JOIN body b ON b.snapshot = s.key,
		json_each(executors(b.codec, b.size, b.data)) e;
INSERT INTO term (kind, text) SELECT DISTINCT kind, text FROM said WHERE text <> '';
INSERT INTO mention (term, at_ms, task)
	SELECT DISTINCT k.id, x.at_ms, x.task FROM said x JOIN term k ON k.kind = x.kind AND k.text = x.text ORDER BY 1, 2, 3;
DROP TABLE said;
INSERT INTO gram (docid, text)
	SELECT id, grams(text) FROM term WHERE kind IN ('name', 'cluster', 'tenant', 'creator', 'executor');
UPDATE term SET tasks = (SELECT count(*) FROM mention m WHERE m.term = term.id);

CREATE INDEX term_unused ON term (id) WHERE tasks = 0;
CREATE INDEX mention_task ON mention (task, term);
CREATE TRIGGER mention_added AFTER INSERT ON mention BEGIN
	UPDATE term SET tasks = tasks + 1 WHERE id = NEW.term;
END;
CREATE TRIGGER mention_removed AFTER DELETE ON mention BEGIN
	UPDATE term SET tasks = tasks - 1 WHERE id = OLD.term;
END;

CREATE TABLE note (
	snapshot INTEGER PRIMARY KEY REFERENCES snapshot (key) ON DELETE CASCADE,
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL,
	version INTEGER NOT NULL,
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	author TEXT NOT NULL,
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

CREATE TABLE dropped (
	task INTEGER NOT NULL REFERENCES task (key),
	number INTEGER NOT NULL,
	fingerprint BLOB NOT NULL,
	PRIMARY KEY (task, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX snapshot_age ON snapshot (recorded_ms, key);

DROP INDEX task_state;
DROP INDEX task_time;
ALTER TABLE task DROP COLUMN states;
ALTER TABLE subject DROP COLUMN text;
CREATE INDEX task_time ON task (at_ms, key, task_id, newest) WHERE newest > 0;
