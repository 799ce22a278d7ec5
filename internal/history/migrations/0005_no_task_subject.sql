-- The runs of a name are found in the table run: nothing asks for the tasks of a
-- subject any more, and each task had to keep this index up.
DROP INDEX task_subject;
