-- Chains a batch with one statement instead of one a row: what an entry costs its service falls by that much.
-- Replaces functions only: takes no lock anybody waits for.

CREATE FUNCTION audit_link(state bytea, head bytea, number bigint, lines text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(convert_to(encode(coalesce(state, head), 'hex') || E'\n' || number || E'\n' || lines, 'UTF8'));
END
$$;

-- The hash of an entry as a running aggregate over those before it, begun with the chain's head.
CREATE AGGREGATE audit_chain_hash(head bytea, number bigint, lines text) (sfunc = audit_link, stype = bytea);

-- Moves pending entries to the end of the chain and says how many; none while another chainer is at it.
CREATE OR REPLACE FUNCTION audit_chain_pending(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head  audit_chain;
    moved integer;
BEGIN
    -- Asked some times a second: while there is nothing to do, no lock is taken, and so nothing written.
    IF NOT EXISTS (SELECT FROM audit_pending) THEN
        RETURN 0;
    END IF;
    SELECT * INTO head FROM audit_chain FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    WITH taken AS (
        DELETE FROM audit_pending
        WHERE id = ANY (ARRAY(SELECT id FROM audit_pending ORDER BY id LIMIT most))
        RETURNING *),
    numbered AS (
        SELECT *, head.sequence + row_number() OVER (ORDER BY id) AS number,
               concat(extract(epoch FROM at), E'\n', actor_kind, E'\n', actor, E'\n', action, E'\n',
                      subject_state, E'\n', encode(subject, 'hex'), E'\n', object, E'\n', outcome,
                      E'\n', purpose, E'\n', request_id) AS lines
        FROM taken),
    linked AS (
        SELECT *, audit_chain_hash(head.hash, number, lines) OVER (ORDER BY number) AS link FROM numbered)
    INSERT INTO audit_entry
    SELECT number, at, actor_kind, actor, action, subject_state, subject, object, outcome, purpose, request_id,
           lag(link, 1, head.hash) OVER (ORDER BY number), link
    FROM linked ORDER BY number;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved > 0 THEN
        UPDATE audit_chain
        SET sequence = head.sequence + moved,
            hash = (SELECT hash FROM audit_entry WHERE sequence = head.sequence + moved);
    END IF;
    RETURN moved;
END
$$;
