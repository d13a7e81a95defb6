-- What persons write to us, with what they attach, and the answers. New tables.
CREATE TABLE feedback (
    feedback_id uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN
        ('QUESTION', 'SUGGESTION', 'DEVICE_PROBLEM', 'PRIVACY_REQUEST')),
    state       text        NOT NULL CHECK (state IN ('OPEN', 'ANSWERED', 'CLOSED')),
    device_id   uuid,
    content     bytea       NOT NULL,
    known       boolean     NOT NULL,
    request_id  uuid,
    received_at timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    closed_at   timestamptz
);
CREATE INDEX feedback_account_id_idx ON feedback (account_id, received_at, feedback_id);
CREATE INDEX feedback_state_idx ON feedback (state, received_at, feedback_id);
CREATE INDEX feedback_closed_at_idx ON feedback (closed_at);

CREATE TABLE feedback_message (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id  uuid        NOT NULL,
    feedback_id uuid        NOT NULL,
    from_staff  boolean     NOT NULL,
    text        bytea       NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX feedback_message_account_id_idx ON feedback_message (account_id, feedback_id, id);
CREATE INDEX feedback_message_at_idx ON feedback_message (at);

CREATE TABLE feedback_attachment (
    attachment_id uuid PRIMARY KEY,
    account_id    uuid        NOT NULL,
    feedback_id   uuid        NOT NULL,
    place         integer     NOT NULL,
    content_type  text        NOT NULL,
    size          integer     NOT NULL,
    content       bytea       NOT NULL,
    added_at      timestamptz NOT NULL
);
CREATE INDEX feedback_attachment_account_id_idx ON feedback_attachment (account_id, feedback_id, place);
CREATE INDEX feedback_attachment_added_at_idx ON feedback_attachment (added_at);
-- Ciphertext does not compress.
ALTER TABLE feedback_attachment ALTER COLUMN content SET STORAGE EXTERNAL;
