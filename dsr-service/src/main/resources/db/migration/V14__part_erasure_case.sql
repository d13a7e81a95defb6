-- Erasures of a part and the signed answers to them. New tables.
CREATE TABLE part_erasure_case (
    request_id  uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    epoch       bigint      NOT NULL,
    categories  text[]      NOT NULL,
    services    text[]      NOT NULL,
    awaited     text[]      NOT NULL,
    resent      integer     NOT NULL DEFAULT 0,
    directed_at timestamptz NOT NULL,
    certificate text
);
CREATE INDEX part_erasure_case_account_id_idx ON part_erasure_case (account_id, epoch);

CREATE TABLE part_erasure_outcome (
    request_id  uuid        NOT NULL,
    service     text        NOT NULL,
    account_id  uuid        NOT NULL,
    statement   text        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (request_id, service)
);
CREATE INDEX part_erasure_outcome_account_id_idx ON part_erasure_outcome (account_id);
