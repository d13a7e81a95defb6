-- After an ERASE there is no further directive about a person. What is here was all for erasures, and
-- what an older version still adds is too; the newer one always says which it is.
ALTER TABLE directive_epoch ADD COLUMN closed boolean NOT NULL DEFAULT true;

-- Restrictions of processing that persons asked for, in force while lifted_at is not set.
CREATE TABLE restriction_request (
    request_id   uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('RUNNING', 'COMPLETED', 'PARTIAL', 'CANCELLED')),
    categories   text[]      NOT NULL,
    services     text[]      NOT NULL,
    until        timestamptz,
    details      bytea,
    received_at  timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    completed_at timestamptz,
    told_at      timestamptz,
    lift_at      timestamptz,
    lifted_at    timestamptz,
    epoch        bigint      NOT NULL,
    directed_at  timestamptz NOT NULL,
    awaited      text[]      NOT NULL,
    resent       integer     NOT NULL DEFAULT 0,
    resend_at    timestamptz NOT NULL,
    reminded_at  timestamptz,
    next_at      timestamptz,
    CHECK (lift_at IS NULL OR told_at IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX restriction_request_account_id_idx
    ON restriction_request (account_id, received_at, request_id);
CREATE INDEX restriction_request_next_at_idx ON restriction_request (next_at)
    WHERE next_at IS NOT NULL;
CREATE INDEX restriction_request_silent_idx ON restriction_request (request_id)
    WHERE resent > 0 AND awaited <> '{}';
