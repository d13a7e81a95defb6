-- New tables only: takes no lock anybody waits for.

-- Places people mark (PM-2); name and circle are ciphertext.
CREATE TABLE geofence (
    geofence_id      uuid PRIMARY KEY,
    account_id       uuid        NOT NULL,
    consent_revision bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    placed_at        timestamptz NOT NULL,
    name             bytea       NOT NULL,
    circle           bytea       NOT NULL
);
CREATE INDEX geofence_account_id_created_at_idx ON geofence (account_id, created_at, geofence_id);

-- When a phone came to one and left it.
CREATE TABLE geofence_event (
    account_id       uuid             NOT NULL,
    geofence_id      uuid             NOT NULL,
    at               timestamptz      NOT NULL,
    consent_revision bigint           NOT NULL,
    kind             text COLLATE "C" NOT NULL CHECK (kind IN ('ENTER', 'EXIT')),
    PRIMARY KEY (account_id, geofence_id, at, kind)
);
CREATE INDEX geofence_event_at_idx ON geofence_event (at);

-- Whether who receives places is in the register of recipients, as last heard: it was from the start.
CREATE TABLE maps_provider (
    recipient text PRIMARY KEY,
    receives  boolean     NOT NULL,
    at        timestamptz NOT NULL
);
INSERT INTO maps_provider (recipient, receives, at) VALUES ('google-maps', true, '-infinity');
