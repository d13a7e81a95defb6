-- A service as small as can be, to show what the platform promises.
CREATE TABLE probe_note (
    note_id    uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    revision   bigint      NOT NULL,
    note       bytea,
    plain      text,
    written_at timestamptz NOT NULL
);
CREATE INDEX probe_note_account_id_idx ON probe_note (account_id);
CREATE TABLE probe_secret (
    account_id uuid PRIMARY KEY,
    content    text NOT NULL
);
