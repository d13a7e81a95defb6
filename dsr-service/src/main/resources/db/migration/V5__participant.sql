-- Who takes part in erasures; rows are added and renewed, never deleted. New table.
CREATE TABLE participant (
    service       text PRIMARY KEY,
    inventory     text        NOT NULL,
    stores        text[]      NOT NULL,
    registered_at timestamptz NOT NULL,
    heard_at      timestamptz NOT NULL
) WITH (fillfactor = 50);
