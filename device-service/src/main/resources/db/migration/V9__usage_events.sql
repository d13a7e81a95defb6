-- How the app is used: with the person by weeks, without anybody as counts. New tables only: takes no
-- lock anybody waits for. The key finds a person for erasure and what they did since a moment, and
-- keeps an event that is told twice unique; equal targets are known by their keyed hash.
SET LOCAL timezone = 'UTC';

CREATE TABLE usage_event (
    account_id       uuid        NOT NULL,
    installation_id  uuid        NOT NULL,
    at               timestamptz NOT NULL,
    consent_revision bigint      NOT NULL,
    target_index     bigint      NOT NULL,
    kind             text COLLATE "C" NOT NULL,
    target           bytea       NOT NULL,
    PRIMARY KEY (account_id, at, installation_id, kind, target_index)
) PARTITION BY RANGE (at);
SELECT make_partitions('usage_event', 'week', '5 weeks');

CREATE TABLE usage_count (
    starts_at timestamptz NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    target    text COLLATE "C" NOT NULL,
    -- A count is the sum over its slots: writers choose one at random and seldom meet.
    slot      integer     NOT NULL,
    events    bigint      NOT NULL,
    PRIMARY KEY (starts_at, kind, target, slot)
) WITH (fillfactor = 50);
