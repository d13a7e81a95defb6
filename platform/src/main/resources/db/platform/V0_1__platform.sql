-- What every service keeps besides its own data. New tables only: takes no lock anybody waits for.

CREATE TABLE data_subject (
    account_id       uuid PRIMARY KEY,
    state            text        NOT NULL CHECK (state IN ('LIVE', 'CLOSING', 'ERASED')),
    epoch            bigint      NOT NULL DEFAULT 0,
    consent_revision bigint      NOT NULL DEFAULT 0,
    consent          jsonb       NOT NULL DEFAULT '{}',
    request_id       uuid,
    created_at       timestamptz NOT NULL,
    erased_at        timestamptz
);

CREATE TABLE outbox_message (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid        NOT NULL,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    type       text        NOT NULL,
    payload    text        NOT NULL,
    created_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);

-- One sender at a time; the fence grows with every change of hands.
CREATE TABLE outbox_lease (
    name   text PRIMARY KEY,
    holder uuid,
    fence  bigint      NOT NULL,
    until  timestamptz NOT NULL
);
INSERT INTO outbox_lease (name, fence, until) VALUES ('relay', 0, '-infinity');

CREATE TABLE inbox_event (
    event_id    uuid PRIMARY KEY,
    received_at timestamptz NOT NULL
);
CREATE INDEX inbox_event_received_at_idx ON inbox_event USING brin (received_at);

CREATE TABLE parked_event (
    id         uuid PRIMARY KEY,
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    record_offset bigint   NOT NULL,
    key        text,
    headers    jsonb       NOT NULL,
    payload    bytea,
    reason     text        NOT NULL,
    parked_at  timestamptz NOT NULL,
    UNIQUE (topic, partition, record_offset)
);

CREATE TABLE erasure_task (
    account_id   uuid        NOT NULL,
    epoch        bigint      NOT NULL,
    request_id   uuid        NOT NULL,
    done         boolean     NOT NULL DEFAULT false,
    key_destroyed boolean    NOT NULL DEFAULT false,
    erased       jsonb       NOT NULL DEFAULT '{}',
    statement    text,
    started_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    completed_at timestamptz,
    PRIMARY KEY (account_id, epoch)
);
CREATE INDEX erasure_task_open_idx ON erasure_task (due_at) WHERE NOT done;

CREATE TABLE idempotent_answer (
    caller     text        NOT NULL,
    path       text        NOT NULL,
    key        text        NOT NULL,
    account_id uuid,
    body_hash  bytea       NOT NULL,
    status     integer     NOT NULL,
    location   text,
    answer     bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, path, key)
);
CREATE INDEX idempotent_answer_account_id_idx ON idempotent_answer (account_id);
CREATE INDEX idempotent_answer_created_at_idx ON idempotent_answer (created_at);
