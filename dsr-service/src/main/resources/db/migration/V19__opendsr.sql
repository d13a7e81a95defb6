-- Requests that other controllers hand in by OpenDSR, and what they are to be told. They say nothing about
-- anybody: the person is found by the request, as long as that is there. New tables.
CREATE TABLE opendsr_request (
    request_id         uuid PRIMARY KEY,
    controller_id      uuid        NOT NULL,
    controller         text        NOT NULL,
    subject_request_id uuid        NOT NULL,
    status             text        NOT NULL CHECK (status IN
        ('pending', 'in_progress', 'completed', 'cancelled')),
    body_index         bytea,
    callback_urls      text[]      NOT NULL,
    received_at        timestamptz NOT NULL,
    ended_at           timestamptz,
    CONSTRAINT opendsr_request_controller_id_key UNIQUE (controller_id, subject_request_id),
    CHECK ((status IN ('completed', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE INDEX opendsr_request_open_idx ON opendsr_request (received_at) WHERE ended_at IS NULL;
CREATE INDEX opendsr_request_ended_at_idx ON opendsr_request (ended_at);

CREATE TABLE opendsr_callback (
    callback_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_id  uuid        NOT NULL,
    url         text        NOT NULL,
    status      text        NOT NULL,
    made_at     timestamptz NOT NULL,
    tries       integer     NOT NULL DEFAULT 0,
    next_at     timestamptz,
    ended_at    timestamptz,
    delivered   boolean     NOT NULL DEFAULT false,
    CHECK ((next_at IS NULL) = (ended_at IS NOT NULL))
) WITH (fillfactor = 70);
CREATE INDEX opendsr_callback_next_at_idx ON opendsr_callback (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX opendsr_callback_request_id_idx ON opendsr_callback (request_id, url, callback_id)
    WHERE next_at IS NOT NULL;
CREATE INDEX opendsr_callback_ended_at_idx ON opendsr_callback (ended_at);
