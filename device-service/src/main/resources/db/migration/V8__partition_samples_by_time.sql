-- Readings by month and positions by week, so that what is past its period goes by dropping a partition
-- and costs the others nothing (RT-1). Keys and columns stay as they were. The rows at hand are moved in
-- this transaction, under a lock that ingest waits for: about a second for a million of them.
-- No default partition: a row that has no place must fail, not lie where nothing expires.
SET LOCAL timezone = 'UTC';

ALTER TABLE reading RENAME TO reading_before;
ALTER INDEX reading_pkey RENAME TO reading_before_pkey;
CREATE TABLE reading (
    account_id       uuid               NOT NULL,
    device_id        uuid               NOT NULL,
    at               timestamptz        NOT NULL,
    consent_revision bigint             NOT NULL,
    value            double precision,
    type             text COLLATE "C"   NOT NULL,
    content          bytea,
    PRIMARY KEY (account_id, device_id, type, at),
    CHECK ((value IS NULL) <> (content IS NULL))
) PARTITION BY RANGE (at);
SELECT make_partition('reading', 'month', month)
FROM (SELECT date_trunc('month', min(at)) AS first, max(at) AS last FROM reading_before) AS span,
     generate_series(first, last, '1 month') AS m (month);
SELECT make_partitions('reading', 'month', '3 months');
INSERT INTO reading SELECT account_id, device_id, at, consent_revision, value, type, content FROM reading_before;
DROP TABLE reading_before;

ALTER TABLE location RENAME TO location_before;
ALTER INDEX location_pkey RENAME TO location_before_pkey;
CREATE TABLE location (
    account_id       uuid        NOT NULL,
    installation_id  uuid        NOT NULL,
    at               timestamptz NOT NULL,
    consent_revision bigint      NOT NULL,
    precision        text COLLATE "C" NOT NULL,
    coordinates      bytea       NOT NULL,
    PRIMARY KEY (account_id, at, installation_id, precision)
) PARTITION BY RANGE (at);
SELECT make_partition('location', 'week', week)
FROM (SELECT date_trunc('week', min(at)) AS first, max(at) AS last FROM location_before) AS span,
     generate_series(first, last, '1 week') AS w (week);
SELECT make_partitions('location', 'week', '5 weeks');
INSERT INTO location
SELECT account_id, installation_id, at, consent_revision, precision, coordinates FROM location_before;
DROP TABLE location_before;

-- What expires row by row is found by the column its period is counted from.
CREATE INDEX phone_updated_at_idx ON phone (updated_at);
