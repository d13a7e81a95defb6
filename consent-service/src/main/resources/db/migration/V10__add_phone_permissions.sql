-- A new table only: takes no lock anybody waits for.

-- What each phone's own system lets the app do, as the app last said (PM-1, PM-3 to PM-7).
CREATE TABLE phone_permission (
    account_id      uuid        NOT NULL,
    installation_id uuid        NOT NULL,
    key             text        NOT NULL,
    allowed         boolean     NOT NULL,
    since           timestamptz NOT NULL,
    told_at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, installation_id, key)
);
CREATE INDEX phone_permission_told_at_idx ON phone_permission (told_at);
