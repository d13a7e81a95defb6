-- Logs of the app: with the person by weeks, without anybody in a table of its own. New tables only:
-- takes no lock anybody waits for. The key finds a person for erasure and what was written since a
-- moment, and keeps an entry that is told twice unique; equal texts are known by their keyed hash.
SET LOCAL timezone = 'UTC';

CREATE TABLE log_entry (
    account_id       uuid        NOT NULL,
    installation_id  uuid        NOT NULL,
    at               timestamptz NOT NULL,
    consent_revision bigint      NOT NULL,
    entry_index      bigint      NOT NULL,
    level            text COLLATE "C" NOT NULL,
    kind             text COLLATE "C" NOT NULL,
    os_version       text        NOT NULL,
    language         text        NOT NULL,
    ip_address       bytea       NOT NULL,
    message          bytea       NOT NULL,
    stack_trace      bytea,
    PRIMARY KEY (account_id, at, installation_id, entry_index)
) PARTITION BY RANGE (at);
SELECT make_partitions('log_entry', 'week', '5 weeks');

CREATE TABLE desensitised_log_entry (
    at         timestamptz NOT NULL,
    level      text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    os_version text,
    language   text,
    network    text,
    frames     text
);
CREATE INDEX desensitised_log_entry_at_idx ON desensitised_log_entry (at);
