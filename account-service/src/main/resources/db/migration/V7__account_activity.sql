-- The last day a person used any service, and whether they were warned since. Whoever has an account when
-- this begins counts as seen today: nobody is inactive for what was not recorded. One row an account.
CREATE TABLE account_activity (
    account_id   uuid PRIMARY KEY,
    last_seen_on date        NOT NULL,
    warned_at    timestamptz
) WITH (fillfactor = 80);
CREATE INDEX account_activity_last_seen_on_idx ON account_activity (last_seen_on);
INSERT INTO account_activity (account_id, last_seen_on) SELECT account_id, current_date FROM account;
