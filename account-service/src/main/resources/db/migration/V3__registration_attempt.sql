-- Registrations under way: written before the identity provider is asked, removed in the transaction
-- that opens the account. What stays was cut off half way. Only one attempt at a time may have an
-- address or a user name. New table.
CREATE TABLE registration_attempt (
    attempt_id     uuid PRIMARY KEY,
    email_index    bytea       NOT NULL,
    username_index bytea,
    abandoned      boolean     NOT NULL DEFAULT false,
    started_at     timestamptz NOT NULL,
    CONSTRAINT registration_attempt_email_index_key UNIQUE (email_index),
    CONSTRAINT registration_attempt_username_index_key UNIQUE (username_index)
);
CREATE INDEX registration_attempt_started_at_idx ON registration_attempt (started_at);
