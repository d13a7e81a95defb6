-- Links by which somebody whom a person named pulls a portable copy, once. A new table.
CREATE TABLE data_transfer (
    transfer_id uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    request_id  uuid        NOT NULL,
    offered_at  timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    ended_at    timestamptz,
    pulled      boolean     NOT NULL DEFAULT false,
    CHECK (NOT pulled OR ended_at IS NOT NULL)
);
CREATE INDEX data_transfer_account_id_idx ON data_transfer (account_id, request_id);
CREATE INDEX data_transfer_offered_at_idx ON data_transfer (offered_at);
