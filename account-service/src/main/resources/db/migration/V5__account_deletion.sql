-- Confirmed deletions, until the erasure takes them too: remembers whose log-in must still be
-- disabled at the identity provider. New table.
CREATE TABLE account_deletion (
    account_id        uuid PRIMARY KEY,
    request_id        uuid        NOT NULL,
    received_at       timestamptz NOT NULL,
    attempts          integer     NOT NULL DEFAULT 0,
    next_attempt_at   timestamptz NOT NULL,
    login_disabled_at timestamptz
);
CREATE INDEX account_deletion_open_idx ON account_deletion (next_attempt_at)
    WHERE login_disabled_at IS NULL;
