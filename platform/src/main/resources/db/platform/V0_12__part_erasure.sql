-- Erasures of a part, under way and done: what makes each happen once. A new table.
CREATE TABLE part_erasure (
    account_id   uuid        NOT NULL,
    request_id   uuid        NOT NULL,
    epoch        bigint      NOT NULL,
    categories   text[]      NOT NULL,
    erased       jsonb       NOT NULL DEFAULT '{}',
    statement    text,
    started_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    completed_at timestamptz,
    replayed     boolean     NOT NULL,
    PRIMARY KEY (account_id, request_id)
);
CREATE INDEX part_erasure_open_idx ON part_erasure (due_at) WHERE completed_at IS NULL;
