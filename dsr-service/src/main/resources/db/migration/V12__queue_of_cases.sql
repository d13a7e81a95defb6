-- The queue of staff goes by due date over erasures of everything too. Each build blocks the writers of its
-- table, seconds for a million cases.
CREATE INDEX erasure_case_open_idx ON erasure_case (due_at, request_id) WHERE completed_at IS NULL;
CREATE INDEX erasure_case_state_idx ON erasure_case (state, due_at, request_id);
CREATE INDEX rights_request_unreminded_idx ON rights_request (due_at)
    WHERE completed_at IS NULL AND reminded_at IS NULL;
