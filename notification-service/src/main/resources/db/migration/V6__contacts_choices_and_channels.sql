-- How a person is reached: a copy of what account-service says, ciphertext under the person's key. It is made
-- anew when account-service says that it changed.
CREATE TABLE contact (
    account_id uuid PRIMARY KEY,
    -- Counts what account-service said changed; an answer that was asked for before is not kept.
    changes    bigint      NOT NULL DEFAULT 0,
    email      bytea,
    name       bytea,
    language   text,
    time_zone  text,
    -- The mail server said that there is no such address; asked again after the next change.
    bounced_at timestamptz
);

-- What a person wants to be told by which channel; who has no row wants everything that is on offer.
CREATE TABLE notification_preference (
    account_id uuid PRIMARY KEY,
    channels   jsonb       NOT NULL,
    quiet_from time,
    quiet_to   time,
    changed_at timestamptz NOT NULL,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);

-- What the one click in a mail means.
CREATE TABLE unsubscription (
    token      bytea PRIMARY KEY,
    account_id uuid NOT NULL,
    kind       text NOT NULL
);
CREATE INDEX unsubscription_account_id_idx ON unsubscription (account_id);

-- Where an installation of the app can be pushed to.
CREATE TABLE push_endpoint (
    account_id      uuid        NOT NULL,
    installation_id uuid        NOT NULL,
    provider        text        NOT NULL CHECK (provider IN ('FCM', 'APNS', 'WEBPUSH')),
    token           bytea       NOT NULL,
    registered_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, installation_id)
);

-- A message goes by one channel; what everybody is told has one for each person and channel. Each of these
-- takes the table for a moment; the new indexes are built while its writers wait, seconds for a million.
ALTER TABLE message
    ADD COLUMN channel text NOT NULL DEFAULT 'MAIL' CHECK (channel IN ('MAIL', 'PUSH')),
    ADD COLUMN priority smallint NOT NULL DEFAULT 1,
    ADD COLUMN announcement_id uuid;
ALTER TABLE message DROP CONSTRAINT message_state_check;
ALTER TABLE message ADD CONSTRAINT message_state_check CHECK (state IN
    ('PENDING', 'SENDING', 'SENT', 'INBOX_ONLY', 'REFUSED', 'DOUBTFUL', 'GIVEN_UP', 'WITHHELD'));
CREATE UNIQUE INDEX message_announcement_key ON message (announcement_id, channel, account_id)
    WHERE announcement_id IS NOT NULL;
DROP INDEX message_welcome_key;
CREATE UNIQUE INDEX message_welcome_key ON message (account_id)
    WHERE template = 'welcome' AND channel = 'MAIL';
DROP INDEX message_due_at_idx;
CREATE INDEX message_pending_idx ON message (priority, due_at) WHERE state = 'PENDING';
CREATE INDEX message_sending_idx ON message (due_at) WHERE state = 'SENDING';
CREATE INDEX message_dead_idx ON message (settled_at, message_id)
    WHERE state IN ('REFUSED', 'DOUBTFUL', 'GIVEN_UP');

-- What staff announce has words of its own, by language; what follows from a policy has a template.
ALTER TABLE announcement
    ADD COLUMN texts jsonb,
    ADD COLUMN effective_at timestamptz,
    -- When the next mail of it may go; one after the other at a pace the mail server bears.
    ADD COLUMN mail_from timestamptz;
