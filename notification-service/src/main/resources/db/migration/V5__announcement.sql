-- What is told to everybody. One row each, about nobody; the notices are in the inbox.
CREATE TABLE announcement (
    announcement_id uuid PRIMARY KEY,
    kind            text        NOT NULL,
    template        text        NOT NULL,
    policy_version  text,
    parameters      jsonb       NOT NULL,
    announced_at    timestamptz NOT NULL,
    -- Nobody is told any more: what was announced has happened.
    closed_at       timestamptz,
    -- How far the round under way has come through the data subjects, and when the next one is due.
    told_up_to      uuid        NOT NULL,
    due_at          timestamptz NOT NULL
);
CREATE INDEX announcement_due_at_idx ON announcement (due_at) WHERE closed_at IS NULL;

-- A notice of an announcement has no text of its own: the words are made when it is read, in the reader's
-- language. Each change takes the table for a moment; the check reads it once, seconds for a million messages.
ALTER TABLE notification
    ADD COLUMN announcement_id uuid,
    ADD COLUMN parameters jsonb,
    ALTER COLUMN title DROP NOT NULL,
    ALTER COLUMN body DROP NOT NULL,
    ALTER COLUMN why DROP NOT NULL,
    ADD CONSTRAINT notification_text_check CHECK (
        CASE WHEN announcement_id IS NULL
            THEN title IS NOT NULL AND body IS NOT NULL AND why IS NOT NULL
            ELSE parameters IS NOT NULL END);
-- Once per person and announcement, whoever tells and however often.
CREATE UNIQUE INDEX notification_announcement_key ON notification (announcement_id, account_id)
    WHERE announcement_id IS NOT NULL;
