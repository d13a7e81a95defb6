-- Rows with a period, and a table partitioned by time.
CREATE TABLE probe_event (
    account_id uuid        NOT NULL,
    noted_at   timestamptz,
    content    text        NOT NULL
);
CREATE INDEX probe_event_account_id_idx ON probe_event (account_id);
CREATE INDEX probe_event_noted_at_idx ON probe_event (noted_at);
CREATE TABLE probe_sample (
    account_id uuid        NOT NULL,
    at         timestamptz NOT NULL,
    content    text        NOT NULL,
    PRIMARY KEY (account_id, at)
) PARTITION BY RANGE (at);
