-- New tables only: takes no lock anybody waits for.

-- Messages to be sent. What is in them is made when they are sent, never kept here.
CREATE TABLE message (
    message_id   uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    template     text        NOT NULL,
    state        text        NOT NULL CHECK
        (state IN ('PENDING', 'SENDING', 'SENT', 'REFUSED', 'DOUBTFUL', 'GIVEN_UP')),
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    requested_at timestamptz NOT NULL,
    settled_at   timestamptz,
    UNIQUE (account_id, template)
);
CREATE INDEX message_due_at_idx ON message (due_at) WHERE state IN ('PENDING', 'SENDING');

-- The inbox in the app. Texts are ciphertext under the person's key.
CREATE TABLE notification (
    notification_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    template        text        NOT NULL,
    kind            text        NOT NULL,
    title           bytea       NOT NULL,
    body            bytea       NOT NULL,
    why             bytea       NOT NULL,
    created_at      timestamptz NOT NULL,
    read_at         timestamptz,
    UNIQUE (account_id, template)
);
CREATE INDEX notification_account_id_created_at_idx
    ON notification (account_id, created_at, notification_id);
