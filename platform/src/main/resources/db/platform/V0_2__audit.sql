-- The audit: who did what with the data of which person (I-10, SE-3). New tables only: takes no lock anybody
-- waits for. The service may add a pending entry and read; only the functions below, which run with the rights
-- of the schema's owner, chain pending entries and retire the oldest. Nobody else changes or removes anything.

-- Words for machines: visible ASCII and spaces on one line, so that no two entries are written alike below.
CREATE DOMAIN audit_word AS text CHECK (VALUE ~ '^[ -~]{1,200}$');

-- What was done, written in the transaction of the deed or before the answer leaves.
CREATE TABLE audit_pending (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor_kind    audit_word  NOT NULL CHECK (actor_kind IN ('PERSON', 'STAFF', 'SERVICE', 'SYSTEM')),
    actor         audit_word,
    action        audit_word  NOT NULL,
    subject_state audit_word  NOT NULL CHECK (subject_state IN ('NONE', 'KEYED', 'KEYLESS')),
    subject       bytea,
    object        audit_word,
    outcome       audit_word  NOT NULL,
    purpose       audit_word,
    request_id    audit_word,
    CHECK ((subject IS NULL) = (subject_state <> 'KEYED')),
    -- A thing is tied to the account id elsewhere (a request by its tombstone), which would give the
    -- pseudonym beside it away after the person's key is gone.
    CHECK (subject_state = 'NONE' OR object IS NULL)
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);

-- The chain. A hash is SHA-256 over the lines of an entry, the hash before it first.
CREATE TABLE audit_entry (
    sequence      bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor_kind    audit_word  NOT NULL,
    actor         audit_word,
    action        audit_word  NOT NULL,
    subject_state audit_word  NOT NULL,
    subject       bytea,
    object        audit_word,
    outcome       audit_word  NOT NULL,
    purpose       audit_word,
    request_id    audit_word,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL
);

-- Where the chain ends, and up to where its end was announced. Its one row is the lock of the chainers.
CREATE TABLE audit_chain (
    name         text PRIMARY KEY,
    sequence     bigint      NOT NULL,
    hash         bytea       NOT NULL,
    announced    bigint      NOT NULL,
    announced_at timestamptz NOT NULL
);
INSERT INTO audit_chain (name, sequence, hash, announced, announced_at)
VALUES ('chain', 0, decode(repeat('00', 32), 'hex'), 0, '-infinity');

-- Up to where the oldest part was retired, so that the rest still verifies.
CREATE TABLE audit_anchor (
    sequence   bigint PRIMARY KEY,
    hash       bytea       NOT NULL,
    retired_at timestamptz NOT NULL
);

-- Moves pending entries to the end of the chain and says how many; none while another chainer is at it.
CREATE FUNCTION audit_chain_pending(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head    audit_chain;
    pending record;
    link    bytea;
    number  bigint;
BEGIN
    -- Asked some times a second: while there is nothing to do, no lock is taken, and so nothing written.
    IF NOT EXISTS (SELECT FROM audit_pending) THEN
        RETURN 0;
    END IF;
    SELECT * INTO head FROM audit_chain FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    number := head.sequence;
    FOR pending IN
        WITH taken AS (
            DELETE FROM audit_pending
            WHERE id = ANY (ARRAY(SELECT id FROM audit_pending ORDER BY id LIMIT most))
            RETURNING *)
        SELECT *, concat(extract(epoch FROM at), E'\n', actor_kind, E'\n', actor, E'\n', action, E'\n',
                         subject_state, E'\n', encode(subject, 'hex'), E'\n', object, E'\n', outcome,
                         E'\n', purpose, E'\n', request_id) AS lines
        FROM taken ORDER BY id
    LOOP
        number := number + 1;
        link := sha256(convert_to(
            encode(head.hash, 'hex') || E'\n' || number || E'\n' || pending.lines, 'UTF8'));
        INSERT INTO audit_entry
        VALUES (number, pending.at, pending.actor_kind, pending.actor, pending.action, pending.subject_state,
                pending.subject, pending.object, pending.outcome, pending.purpose, pending.request_id,
                head.hash, link);
        head.hash := link;
    END LOOP;
    IF number > head.sequence THEN
        UPDATE audit_chain SET sequence = number, hash = head.hash;
    END IF;
    RETURN number - head.sequence;
END
$$;

-- Removes the oldest entries that are past their period, never one behind a younger one, and keeps the anchor
-- that the next entry hangs on. The period stands here and is no parameter: who has taken over the service
-- cannot shorten it.
CREATE FUNCTION audit_retire(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last    bigint;
    retired integer;
BEGIN
    PERFORM FROM audit_chain FOR UPDATE;
    SELECT max(sequence) INTO last
    FROM (SELECT sequence, bool_and(at < now() - interval '3 years') OVER (ORDER BY sequence) AS past
          FROM (SELECT sequence, at FROM audit_entry ORDER BY sequence LIMIT most) AS oldest) AS walked
    WHERE past;
    IF last IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO audit_anchor SELECT sequence, hash, now() FROM audit_entry WHERE sequence = last;
    DELETE FROM audit_entry WHERE sequence <= last;
    GET DIAGNOSTICS retired = ROW_COUNT;
    RETURN retired;
END
$$;

-- New tables come with all rights for the service's role, whatever its name: all but these are taken back.
DO $$
DECLARE
    granted record;
BEGIN
    FOR granted IN
        SELECT DISTINCT c.relname, a.grantee::regrole::text AS role
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid IN ('audit_pending'::regclass, 'audit_entry'::regclass, 'audit_chain'::regclass,
                        'audit_anchor'::regclass)
          AND a.grantee NOT IN (0, c.relowner)
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM %s', granted.relname, granted.role);
        EXECUTE format('GRANT SELECT ON %I TO %s', granted.relname, granted.role);
        IF granted.relname = 'audit_pending' THEN
            EXECUTE format('GRANT INSERT ON %I TO %s', granted.relname, granted.role);
        ELSIF granted.relname = 'audit_chain' THEN
            EXECUTE format('GRANT UPDATE (announced, announced_at) ON %I TO %s', granted.relname, granted.role);
        END IF;
    END LOOP;
END
$$;
