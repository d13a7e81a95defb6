-- Copies for persons, as ciphertext in pieces, for seven days. New tables.
CREATE TABLE export_package (
    request_id uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    chunks     integer     NOT NULL CHECK (chunks > 0),
    size       bigint      NOT NULL,
    made_at    timestamptz NOT NULL,
    until      timestamptz NOT NULL
);
CREATE INDEX export_package_account_id_idx ON export_package (account_id);
CREATE INDEX export_package_made_at_idx ON export_package (made_at);

CREATE TABLE export_chunk (
    request_id uuid        NOT NULL,
    seq        integer     NOT NULL,
    account_id uuid        NOT NULL,
    data       bytea       NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, seq)
);
CREATE INDEX export_chunk_account_id_idx ON export_chunk (account_id);
CREATE INDEX export_chunk_written_at_idx ON export_chunk (written_at);
-- Ciphertext does not compress.
ALTER TABLE export_chunk ALTER COLUMN data SET STORAGE EXTERNAL;
