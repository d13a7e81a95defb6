-- Null is the default, so nothing is rewritten: an exclusive lock on consent_entry for a moment.

-- What the person was told when they granted or withdrew, so that the receipt says the same for ever.
ALTER TABLE consent_entry ADD COLUMN terms jsonb;
