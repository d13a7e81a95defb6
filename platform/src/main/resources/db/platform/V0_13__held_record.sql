-- What a legal hold keeps of an erasure: taken out of the tables that the service works with, so that
-- nothing of it is served or worked on any more, and destroyed when the hold ends. A new table.
CREATE TABLE held_record (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id uuid        NOT NULL,
    store      text        NOT NULL,
    content    jsonb       NOT NULL,
    held_at    timestamptz NOT NULL
);
CREATE INDEX held_record_account_id_idx ON held_record (account_id, store);
