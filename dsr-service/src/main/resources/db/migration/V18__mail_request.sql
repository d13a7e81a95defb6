-- Requests that came in with an address and without a log-in, until they are opened or nobody is found
-- whose address it is; a day at most. A new table.
CREATE TABLE mail_request (
    request_id  uuid PRIMARY KEY,
    account_id  uuid,
    content     bytea,
    received_at timestamptz NOT NULL,
    settled_at  timestamptz,
    code_tries  integer     NOT NULL DEFAULT 0,
    next_at     timestamptz
);
CREATE INDEX mail_request_account_id_idx ON mail_request (account_id);
CREATE INDEX mail_request_received_at_idx ON mail_request (received_at);
CREATE INDEX mail_request_next_at_idx ON mail_request (next_at) WHERE next_at IS NOT NULL;
