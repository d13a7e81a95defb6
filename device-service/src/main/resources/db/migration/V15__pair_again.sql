-- A device that is paired once more is known by the keyed hash of its type and serial number; those
-- paired before this version have none and are new when they are paired again. Waits for, and holds up,
-- those who write into device for the moment that its index takes.
ALTER TABLE device ADD COLUMN serial_index bytea;
CREATE UNIQUE INDEX device_serial_index_key ON device (serial_index) WHERE removed_at IS NULL;

-- What removed devices are told when they call, for as long as their tokens may be changed.
CREATE TABLE device_farewell (
    device_id  uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    farewell   text        NOT NULL CHECK (farewell IN ('UNBIND', 'FACTORY_RESET')),
    removed_at timestamptz NOT NULL
);
CREATE INDEX device_farewell_account_id_idx ON device_farewell (account_id);
CREATE INDEX device_farewell_removed_at_idx ON device_farewell (removed_at);
