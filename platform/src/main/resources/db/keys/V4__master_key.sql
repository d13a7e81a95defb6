-- The master keys by name, and which of them may still wrap a person's key. The keys themselves are in no
-- database. Rewrites the rows of destroyed keys and reads the table twice: about a second for each million.
CREATE TABLE master_key (
    id          text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9._-]{1,64}$'),
    -- The order in which they came; keys are wrapped again from a lower to a higher one, never back.
    generation  bigint      NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
    -- A keyed hash of the key: another key by the same name, or the same by another, is found out. Unknown of
    -- those that were in use before this table.
    fingerprint bytea       UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz,
    -- What rows refer to: once the master key is retired there is nothing left to refer to.
    usable_id   text        UNIQUE GENERATED ALWAYS AS (CASE WHEN retired_at IS NULL THEN id END) STORED
);
INSERT INTO master_key (id) SELECT DISTINCT master_key_id FROM subject_key WHERE wrapped IS NOT NULL;

ALTER TABLE subject_key ALTER COLUMN master_key_id DROP NOT NULL;
UPDATE subject_key SET master_key_id = NULL WHERE wrapped IS NULL;
ALTER TABLE subject_key
    ADD CONSTRAINT subject_key_master_key_id_check CHECK ((wrapped IS NULL) = (master_key_id IS NULL)),
    ADD CONSTRAINT subject_key_master_key_id_fkey FOREIGN KEY (master_key_id) REFERENCES master_key (usable_id);
CREATE INDEX subject_key_master_key_id_idx ON subject_key (master_key_id, subject_id)
    WHERE master_key_id IS NOT NULL;

-- Makes a master key known. What is known by this name, or is this key by another name, stays as it is.
CREATE FUNCTION register_master_key(name text, hash bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO master_key (id, fingerprint) VALUES (name, hash) ON CONFLICT DO NOTHING
$$;

-- Retires a master key for good and says whether it is. The newest never is, and one that wraps a key cannot
-- be: the foreign key refuses, as it then refuses everybody who would still wrap with it.
CREATE FUNCTION retire_master_key(name text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '1s' AS $$
    UPDATE master_key SET retired_at = now()
    WHERE id = name AND retired_at IS NULL
      AND EXISTS (SELECT FROM master_key newer
                  WHERE newer.generation > master_key.generation AND newer.retired_at IS NULL);
    SELECT EXISTS (SELECT FROM master_key WHERE id = name AND retired_at IS NOT NULL)
$$;

-- The service's role, whatever its name, changes master keys by these functions alone, and never takes the
-- empty place of a destroyed key away.
DO $$
DECLARE
    granted record;
BEGIN
    FOR granted IN
        SELECT DISTINCT c.relname, a.grantee::regrole::text AS role
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid IN ('master_key'::regclass, 'subject_key'::regclass)
          AND a.grantee NOT IN (0, c.relowner)
    LOOP
        IF granted.relname = 'master_key' THEN
            EXECUTE format('REVOKE ALL ON master_key FROM %s', granted.role);
            EXECUTE format('GRANT SELECT ON master_key TO %s', granted.role);
            EXECUTE format('GRANT EXECUTE ON FUNCTION register_master_key, retire_master_key TO %s', granted.role);
        ELSE
            EXECUTE format('REVOKE DELETE, TRUNCATE ON subject_key FROM %s', granted.role);
        END IF;
    END LOOP;
END
$$;
REVOKE EXECUTE ON FUNCTION register_master_key, retire_master_key FROM PUBLIC;
