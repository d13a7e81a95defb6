-- Runs of the suite's own test person. One is open at a time. New table.
CREATE TABLE canary_run (
    run_id     uuid PRIMARY KEY,
    subject_id uuid,
    step       text        NOT NULL CHECK (step IN ('REGISTER', 'SPREAD', 'LEAVE', 'CERTIFY')),
    started_at timestamptz NOT NULL,
    next_at    timestamptz NOT NULL,
    failed_at  timestamptz,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX canary_run_open_key ON canary_run ((true)) WHERE ended_at IS NULL;
CREATE INDEX canary_run_started_at_idx ON canary_run (started_at);
CREATE INDEX canary_run_ended_at_idx ON canary_run (ended_at);
