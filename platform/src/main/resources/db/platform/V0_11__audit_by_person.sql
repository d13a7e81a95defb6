-- Staff look up who did what with one person's data. The build blocks the chainer, about a second for a million
-- entries; entries wait in audit_pending meanwhile.
CREATE INDEX audit_entry_subject_idx ON audit_entry (subject, sequence) WHERE subject IS NOT NULL;
