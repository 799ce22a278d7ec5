CREATE TABLE access_grant (
	source TEXT NOT NULL,
	user_name TEXT NOT NULL,
	task_id INTEGER NOT NULL,
	granted_ms INTEGER NOT NULL,
	PRIMARY KEY (source, user_name, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_grant_fresh ON access_grant (source, user_name, granted_ms);
CREATE INDEX access_grant_age ON access_grant (granted_ms);
