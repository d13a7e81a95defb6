-- Retention (RT-1). The columns are added without touching a row; the index of inbox_event
-- blocks its writers while it is built, seconds for a month of events.

-- Stores whose rows about this person must not expire, until the hold is released.
ALTER TABLE data_subject ADD COLUMN held_stores text[] NOT NULL DEFAULT '{}';
CREATE INDEX data_subject_held_stores_idx ON data_subject (account_id) WHERE held_stores <> '{}';

-- The last day on which this person used this service with a log-in of their own.
ALTER TABLE data_subject ADD COLUMN seen_on date;

INSERT INTO outbox_lease (name, fence, until) VALUES ('retention', 0, '-infinity');

-- What expires by rows is found by an index on the column its period is counted from. A block range
-- index would read again, chunk after chunk, the blocks that the chunks before have emptied.
DROP INDEX inbox_event_received_at_idx;
CREATE INDEX inbox_event_received_at_idx ON inbox_event (received_at);
CREATE INDEX erasure_task_completed_at_idx ON erasure_task (completed_at);
CREATE INDEX parked_event_parked_at_idx ON parked_event (parked_at);

-- The partitions of a table, oldest first.
CREATE FUNCTION partitions_of(parent regclass)
    RETURNS TABLE (name text, starts_at timestamptz, ends_at timestamptz)
    LANGUAGE sql STABLE SET timezone = 'UTC' AS $$
    SELECT leaf.relname::text,
           substring(pg_get_expr(leaf.relpartbound, leaf.oid) FROM 'FROM \(''([^'']+)')::timestamptz,
           substring(pg_get_expr(leaf.relpartbound, leaf.oid) FROM 'TO \(''([^'']+)')::timestamptz
    FROM pg_inherits JOIN pg_class leaf ON leaf.oid = inhrelid
    WHERE inhparent = parent AND leaf.relispartition
    ORDER BY 2
$$;

-- Makes the partition that begins where a week or month does, unless it is there. Made apart and then
-- attached, because that does not wait for, or hold up, those who write into the others.
CREATE FUNCTION make_partition(parent regclass, width text, within timestamptz)
    RETURNS integer
    LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    starts timestamptz := date_trunc(width, within);
    ends   timestamptz := starts + ('1 ' || width)::interval;
    leaf   text        := parent::text || '_p' || to_char(starts, 'YYYYMMDD');
BEGIN
    IF width NOT IN ('week', 'month') THEN
        RAISE EXCEPTION 'partitions are by week or month';
    END IF;
    IF to_regclass(leaf) IS NOT NULL THEN
        RETURN 0;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %s INCLUDING ALL)', leaf, parent);
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   parent, leaf, starts, ends);
    RETURN 1;
END
$$;

-- The two things about partitions that the running service may do, in the owner's name and by this rule
-- alone. Samples may come 30 days late (device-service); a day more is for clocks that differ. So
-- partitions exist from 31 days ago to some time ahead, and none is dropped that ended since.
CREATE FUNCTION make_partitions(parent regclass, width text, ahead interval)
    RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    starts timestamptz := date_trunc(width, now() - interval '31 days');
    made   integer     := 0;
BEGIN
    IF ahead > interval '1 year' THEN
        RAISE EXCEPTION 'not so far ahead';
    END IF;
    -- Replicas that start together take turns.
    PERFORM pg_advisory_xact_lock(hashtextextended('bestqi.partitions', 0));
    WHILE starts <= now() + ahead LOOP
        made := made + make_partition(parent, width, starts);
        starts := starts + ('1 ' || width)::interval;
    END LOOP;
    RETURN made;
END
$$;

-- Drops a past partition and returns about how many rows it had; null, and nothing is dropped, while it
-- has a row of a person under hold. The shared lock keeps holds from coming in between.
CREATE FUNCTION drop_partition(parent regclass, leaf text)
    RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    held boolean;
    had  bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM partitions_of(parent) p
                   WHERE p.name = leaf AND p.ends_at <= now() - interval '31 days') THEN
        RAISE EXCEPTION 'no past partition of that name';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('bestqi.hold', 0));
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM data_subject s WHERE s.held_stores <> ''{}'''
        ' AND %L = ANY (s.held_stores)'
        ' AND EXISTS (SELECT FROM %I r WHERE r.account_id = s.account_id))',
        parent::text, leaf) INTO held;
    IF held THEN
        RETURN NULL;
    END IF;
    SELECT reltuples INTO had FROM pg_class WHERE oid = leaf::regclass;
    IF had < 0 THEN
        EXECUTE format('SELECT count(*) FROM %I', leaf) INTO had;
    END IF;
    EXECUTE format('DROP TABLE %I', leaf);
    RETURN had;
END
$$;
