-- Everything device-service keeps. New tables only: takes no lock anybody waits for.
-- Each table has an index that starts with account_id, by which a person is erased; columns of type
-- bytea whose name is that of a field are ciphertext under the person's key.

CREATE TABLE home (
    home_id    uuid PRIMARY KEY,
    -- One home a person, made by whoever comes first: listener, claim or list.
    account_id uuid        NOT NULL UNIQUE,
    name       bytea       NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE phone (
    installation_id  uuid PRIMARY KEY,
    account_id       uuid        NOT NULL,
    model            text        NOT NULL,
    os               text        NOT NULL,
    os_version       text        NOT NULL,
    app_version      text        NOT NULL,
    software_version text        NOT NULL,
    language         text        NOT NULL,
    network_type     text        NOT NULL,
    carrier          bytea,
    ssid             bytea,
    installed_apps   bytea,
    ip_address       bytea,
    consent_revision bigint      NOT NULL,
    registered_at    timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX phone_account_id_registered_at_idx
    ON phone (account_id, registered_at, installation_id);

CREATE TABLE pairing (
    pairing_id       uuid PRIMARY KEY,
    account_id       uuid        NOT NULL,
    -- Keyed hash of the code; the code itself is with the app alone.
    code_index       bytea       NOT NULL UNIQUE,
    method           text        NOT NULL,
    device_type      text        NOT NULL,
    consent_revision bigint      NOT NULL,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    claimed_at       timestamptz,
    device_id        uuid
);
CREATE INDEX pairing_account_id_idx ON pairing (account_id);
CREATE INDEX pairing_expires_at_idx ON pairing (expires_at);

CREATE TABLE device (
    device_id             uuid PRIMARY KEY,
    account_id            uuid        NOT NULL,
    home_id               uuid        NOT NULL,
    device_type           text        NOT NULL,
    name                  bytea       NOT NULL,
    serial_number         bytea       NOT NULL,
    mac_address           bytea       NOT NULL,
    ssid                  bytea,
    firmware_version      text        NOT NULL,
    -- Only tokens of this generation are good.
    credential_generation integer     NOT NULL,
    consent_revision      bigint      NOT NULL,
    activated_at          timestamptz NOT NULL,
    last_seen_at          timestamptz NOT NULL,
    -- Set while the rows of a removed device are being deleted; to everybody it is gone already.
    removed_at            timestamptz
);
CREATE INDEX device_account_id_activated_at_idx ON device (account_id, activated_at, device_id);
CREATE INDEX device_removed_at_idx ON device (removed_at) WHERE removed_at IS NOT NULL;

-- The hot table has one index and no more. A device id belongs to one account for ever, so this key
-- holds (device, type, time) unique, finds a person for erasure, a device for removal, and the newest
-- readings of a device and type. Wide columns first, so that a row has no padding.
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
);

CREATE TABLE location (
    account_id       uuid        NOT NULL,
    installation_id  uuid        NOT NULL,
    at               timestamptz NOT NULL,
    consent_revision bigint      NOT NULL,
    precision        text COLLATE "C" NOT NULL,
    coordinates      bytea       NOT NULL,
    PRIMARY KEY (account_id, at, installation_id, precision)
);
