-- One key per person, wrapped by the master key. A destroyed key stays as a row without key, so that
-- it can never be made again for the same person.
CREATE TABLE subject_key (
    subject_id    uuid PRIMARY KEY,
    wrapped       bytea,
    master_key_id text        NOT NULL,
    created_at    timestamptz NOT NULL,
    destroyed_at  timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
