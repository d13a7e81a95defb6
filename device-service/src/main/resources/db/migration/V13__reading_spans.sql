-- Readings by spans of time, newest first, for charts. Goes from span to span by the index, so that only
-- the readings of the spans told are read, and time in which nothing was reported costs nothing. Ends
-- after so many spans, or, with a row of nulls, at the end of the span in which it has read so many
-- readings; never within one. Takes no lock anybody waits for.
CREATE FUNCTION reading_spans(
    of_account uuid, of_device uuid, of_types text[], since timestamptz, until timestamptz,
    width interval, most_spans integer, most_readings bigint)
    RETURNS TABLE (starts_at timestamptz, type text, mean double precision,
                   low double precision, high double precision, readings bigint)
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    upper_end timestamptz := until;
    newest    timestamptz;
    begins    timestamptz;
    spans     integer     := 0;
    seen      bigint      := 0;
    span      record;
BEGIN
    LOOP
        SELECT max(n.at) INTO newest
        FROM unnest(of_types) AS t (type) CROSS JOIN LATERAL (
            SELECT r.at FROM reading r
            WHERE r.account_id = of_account AND r.device_id = of_device
              AND r.type = t.type COLLATE "C" AND r.at >= since AND r.at < upper_end
            ORDER BY r.at DESC LIMIT 1) n;
        EXIT WHEN newest IS NULL OR spans = most_spans;
        IF spans >= 2 AND seen >= most_readings THEN
            RETURN QUERY SELECT NULL::timestamptz, NULL::text, NULL::double precision,
                                NULL::double precision, NULL::double precision, NULL::bigint;
            EXIT;
        END IF;
        begins := date_bin(width, newest, '2001-01-01T00:00:00Z');
        FOR span IN
            SELECT r.type AS name, avg(r.value) AS mean_value, min(r.value) AS low_value,
                   max(r.value) AS high_value, count(*) AS n
            FROM reading r
            WHERE r.account_id = of_account AND r.device_id = of_device AND r.type = ANY (of_types)
              AND r.at >= greatest(begins, since) AND r.at < upper_end
            GROUP BY r.type ORDER BY r.type
        LOOP
            starts_at := begins;
            type := span.name;
            mean := span.mean_value;
            low := span.low_value;
            high := span.high_value;
            readings := span.n;
            seen := seen + span.n;
            RETURN NEXT;
        END LOOP;
        upper_end := begins;
        spans := spans + 1;
    END LOOP;
END
$$;
