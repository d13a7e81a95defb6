-- New tables only: takes no lock anybody waits for.

CREATE TABLE policy_version (
    version      text PRIMARY KEY,
    document     jsonb       NOT NULL,
    announced_at timestamptz NOT NULL,
    in_force_at  timestamptz NOT NULL CHECK (in_force_at >= announced_at)
);
CREATE INDEX policy_version_in_force_at_idx ON policy_version (in_force_at, version);

CREATE TABLE policy_acceptance (
    account_id  uuid        NOT NULL,
    version     text        NOT NULL,
    language    text        NOT NULL,
    channel     text        NOT NULL,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, version)
);

-- Every grant and withdrawal, one revision each. The newest entry of a key is its state.
CREATE TABLE consent_entry (
    account_id      uuid        NOT NULL,
    revision        bigint      NOT NULL CHECK (revision > 0),
    entry_id        uuid        NOT NULL,
    key             text        NOT NULL,
    granted         boolean     NOT NULL,
    since           timestamptz NOT NULL,
    notice          text,
    installation_id uuid,
    cause           text        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, revision)
);
CREATE UNIQUE INDEX consent_entry_account_id_key_revision_idx
    ON consent_entry (account_id, key, revision);

-- Append-only: an entry goes with its person, and is never rewritten.
CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER consent_entry_append_only BEFORE UPDATE ON consent_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_update();
