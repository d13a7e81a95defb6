-- The restrictions of processing in force for a person in this service (RI-4). A constant default:
-- no rewrite, the table is locked for the moment it takes to note the column.
ALTER TABLE data_subject ADD COLUMN restriction jsonb NOT NULL DEFAULT '[]';
