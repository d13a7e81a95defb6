-- New tables only: takes no lock anybody waits for.

-- One case for a whole account. Ids, states, counts, times and signed statements; never content.
CREATE TABLE erasure_case (
    request_id     uuid PRIMARY KEY,
    account_id     uuid        NOT NULL,
    certificate_id uuid        NOT NULL,
    state          text        NOT NULL
        CHECK (state IN ('RECEIVED', 'COOLING_OFF', 'RUNNING', 'COMPLETED', 'FAILED')),
    epoch          bigint,
    received_at    timestamptz NOT NULL,
    due_at         timestamptz NOT NULL,
    erase_at       timestamptz NOT NULL,
    contact_until  timestamptz,
    directed_at    timestamptz,
    awaited        text[]      NOT NULL DEFAULT '{}',
    resent         integer     NOT NULL DEFAULT 0,
    resend_at      timestamptz,
    mail           text        NOT NULL DEFAULT 'PENDING'
        CHECK (mail IN ('PENDING', 'SENT', 'NO_ADDRESS', 'REFUSED', 'FAILED')),
    mail_tries     integer     NOT NULL DEFAULT 0,
    certificate    text,
    completed_at   timestamptz,
    next_at        timestamptz,
    tries          integer     NOT NULL DEFAULT 0,
    CONSTRAINT erasure_case_account_id_key UNIQUE (account_id),
    CHECK ((state IN ('COMPLETED', 'FAILED')) = (certificate IS NOT NULL)),
    CHECK (state IN ('RECEIVED', 'COOLING_OFF') OR epoch IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX erasure_case_next_at_idx ON erasure_case (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX erasure_case_silent_idx ON erasure_case (request_id)
    WHERE state = 'RUNNING' AND resent > 0;

-- The signed answers, as they came.
CREATE TABLE erasure_outcome (
    request_id  uuid        NOT NULL,
    service     text        NOT NULL,
    account_id  uuid        NOT NULL,
    statement   text        NOT NULL,
    erased      bigint      NOT NULL,
    complete    boolean     NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, service)
);

-- The last directive number of each person; it only grows.
CREATE TABLE directive_epoch (
    account_id uuid PRIMARY KEY,
    epoch      bigint NOT NULL
);

-- Where the certificate is to go; ciphertext under a key of the case, gone with the case.
CREATE TABLE erasure_contact (
    request_id uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    email      bytea       NOT NULL,
    language   bytea       NOT NULL,
    kept_at    timestamptz NOT NULL
);
CREATE INDEX erasure_contact_account_id_idx ON erasure_contact (account_id);
