-- Changes of address under way at the identity provider: written before it is asked, removed in the
-- transaction that changes the account. New table.
CREATE TABLE email_change (
    account_id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL
);
CREATE INDEX email_change_started_at_idx ON email_change (started_at);
