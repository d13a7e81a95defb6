-- Whoever tries again after an attempt that was abandoned need not wait until it is swept: only one at a
-- time that is not abandoned may have an address or a user name. The old version finds its conflicts as before.
CREATE UNIQUE INDEX registration_attempt_email_idx ON registration_attempt (email_index) WHERE NOT abandoned;
CREATE UNIQUE INDEX registration_attempt_username_idx ON registration_attempt (username_index) WHERE NOT abandoned;
ALTER TABLE registration_attempt DROP CONSTRAINT registration_attempt_email_index_key;
ALTER TABLE registration_attempt DROP CONSTRAINT registration_attempt_username_index_key;
-- They are also looked up with the abandoned ones among them.
CREATE INDEX registration_attempt_email_any_idx ON registration_attempt (email_index);
CREATE INDEX registration_attempt_username_any_idx ON registration_attempt (username_index);
