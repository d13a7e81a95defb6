-- How far this database has come, kept in the database itself: a copy of it knows how old it is.
-- New table and columns with constant defaults only; the indexes are on small or new columns.

CREATE TABLE consumer_position (
    topic       text    NOT NULL,
    partition   integer NOT NULL,
    topic_id    text    NOT NULL,
    next_offset bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- replayed: the erasure came to light at a start, and the service is closed until it is done.
-- key_mark: what the keys database counted when it destroyed this person's key.
ALTER TABLE erasure_task
    ADD COLUMN replayed boolean NOT NULL DEFAULT false,
    ADD COLUMN key_mark bigint  NOT NULL DEFAULT 0;
CREATE INDEX erasure_task_replayed_idx ON erasure_task (account_id) WHERE replayed AND NOT done;
CREATE INDEX erasure_task_key_mark_idx ON erasure_task (key_mark);
