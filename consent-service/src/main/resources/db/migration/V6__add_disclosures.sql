-- A new table only: takes no lock anybody waits for.

-- Who received what kind of data about a person, as it was registered then (SH-2, TR-2).
CREATE TABLE disclosure (
    account_id    uuid        NOT NULL,
    at            timestamptz NOT NULL,
    disclosure_id uuid        NOT NULL,
    recipient     text        NOT NULL,
    name          text        NOT NULL,
    purpose       text        NOT NULL,
    categories    text[]      NOT NULL,
    country       text        NOT NULL,
    safeguard     text,
    consented     boolean,
    PRIMARY KEY (account_id, at, disclosure_id)
);
CREATE INDEX disclosure_at_idx ON disclosure (at);
