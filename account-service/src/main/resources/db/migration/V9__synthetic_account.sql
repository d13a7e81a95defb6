-- Accounts of nobody, by which the suite watches itself. New table.
CREATE TABLE synthetic_account (
    account_id uuid PRIMARY KEY,
    run_id     uuid NOT NULL UNIQUE
);
