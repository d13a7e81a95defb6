-- What expires is found by the column its period is counted from (RT-1). Each build blocks the writers of
-- its table, seconds for a million messages.
CREATE INDEX message_settled_at_idx ON message (settled_at);
CREATE INDEX notification_created_at_idx ON notification (created_at);
