-- Since when a request waits for the person, and when its lateness was called out. The index blocks writers
-- while it is built, seconds for a million requests.
ALTER TABLE rights_request ADD COLUMN paused_at timestamptz, ADD COLUMN escalated_at timestamptz;
CREATE INDEX rights_request_unescalated_idx ON rights_request (due_at)
    WHERE completed_at IS NULL AND escalated_at IS NULL;
