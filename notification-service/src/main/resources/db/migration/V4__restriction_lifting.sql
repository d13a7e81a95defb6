-- A person may be told more than once of what repeats (the end of a restriction), with ids and times
-- that the words need; the welcome stays one. Small tables, each locked for a moment.
ALTER TABLE message ADD COLUMN parameters jsonb NOT NULL DEFAULT '{}';
ALTER TABLE message DROP CONSTRAINT message_account_id_template_key;
CREATE INDEX message_account_id_idx ON message (account_id);
CREATE UNIQUE INDEX message_welcome_key ON message (account_id) WHERE template = 'welcome';
ALTER TABLE message DROP CONSTRAINT message_state_check;
ALTER TABLE message ADD CONSTRAINT message_state_check CHECK (state IN
    ('PENDING', 'SENDING', 'SENT', 'REFUSED', 'DOUBTFUL', 'GIVEN_UP', 'WITHHELD'));
ALTER TABLE notification DROP CONSTRAINT notification_account_id_template_key;
CREATE UNIQUE INDEX notification_welcome_key ON notification (account_id)
    WHERE template = 'welcome';
