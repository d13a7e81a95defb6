-- Up to when the copy of the consent states is complete, one row for each partition of their topic. Rows are
-- rewritten every second: room for that on their page. A new table: takes no lock anybody waits for.
CREATE TABLE consent_mark (
    partition  integer PRIMARY KEY,
    partitions integer     NOT NULL CHECK (partitions > partition),
    as_of      timestamptz NOT NULL
) WITH (fillfactor = 50);
