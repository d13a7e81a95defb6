-- What expires is found by the column its period is counted from (RT-1). Each build blocks the writers of
-- its table, seconds for a million cases.
CREATE INDEX erasure_case_completed_at_idx ON erasure_case (completed_at);
CREATE INDEX erasure_outcome_received_at_idx ON erasure_outcome (received_at);
