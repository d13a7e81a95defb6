-- A new table only: takes no lock anybody waits for.

-- What devices are to do, and what came of it.
CREATE TABLE command (
    command_id       uuid PRIMARY KEY,
    -- The person whose device it is.
    account_id       uuid          NOT NULL,
    device_id        uuid          NOT NULL,
    consent_revision bigint        NOT NULL,
    created_at       timestamptz   NOT NULL,
    expires_at       timestamptz   NOT NULL,
    delivered_at     timestamptz,
    answered_at      timestamptz,
    name             text          NOT NULL,
    outcome          text CHECK (outcome IN ('SUCCEEDED', 'FAILED')),
    arguments        bytea         NOT NULL,
    detail           bytea,
    CHECK ((answered_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX command_account_id_device_id_created_at_idx
    ON command (account_id, device_id, created_at, command_id);
CREATE INDEX command_created_at_idx ON command (created_at);
-- What a device that asks gets: what was answered or is over is not read.
CREATE INDEX command_device_id_expires_at_idx ON command (device_id, expires_at)
    WHERE answered_at IS NULL;
