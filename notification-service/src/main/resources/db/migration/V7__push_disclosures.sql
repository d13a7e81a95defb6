-- What a push discloses is recorded once a day for each recipient: the day of the last one. The table of
-- endpoints is taken for a moment.
ALTER TABLE push_endpoint ADD COLUMN disclosed_on date;

-- Who delivers to phones and is in the register of recipients, as last heard; who is not here is not.
CREATE TABLE push_recipient (
    recipient text PRIMARY KEY,
    receives  boolean     NOT NULL,
    at        timestamptz NOT NULL
);
