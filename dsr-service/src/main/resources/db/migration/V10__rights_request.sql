-- Every request about a person's rights, of whatever type. Restrictions keep their own course beside it.
-- New tables; the small table of restrictions is locked for a moment.
CREATE TABLE rights_request (
    request_id   uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    type         text        NOT NULL CHECK (type IN
        ('ACCESS', 'RECTIFICATION', 'ERASURE', 'RESTRICTION', 'PORTABILITY', 'OBJECTION')),
    state        text        NOT NULL CHECK (state IN
        ('RECEIVED', 'VERIFYING', 'COOLING_OFF', 'RUNNING', 'COMPLETED', 'PARTIAL', 'REJECTED',
         'CANCELLED', 'FAILED')),
    categories   text[]      NOT NULL,
    services     text[]      NOT NULL,
    wish         bytea,
    for_staff    boolean     NOT NULL DEFAULT false,
    received_at  timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    extended_at  timestamptz,
    completed_at timestamptz,
    act_at       timestamptz,
    proposed_by  uuid,
    proposal     bytea,
    code         bytea,
    code_until   timestamptz,
    code_tries   integer     NOT NULL DEFAULT 0,
    reminded_at  timestamptz,
    next_at      timestamptz,
    tries        integer     NOT NULL DEFAULT 0,
    CHECK ((state IN ('RECEIVED', 'VERIFYING', 'COOLING_OFF', 'RUNNING')) = (completed_at IS NULL)),
    CHECK ((proposed_by IS NULL) = (proposal IS NULL)),
    CHECK (state <> 'COOLING_OFF' OR act_at IS NOT NULL)
) WITH (fillfactor = 70);
CREATE INDEX rights_request_account_id_idx ON rights_request (account_id, received_at, request_id);
CREATE INDEX rights_request_next_at_idx ON rights_request (next_at) WHERE next_at IS NOT NULL;
-- The queue of staff: what is open by when it is due, and every state by the same.
CREATE INDEX rights_request_open_idx ON rights_request (due_at, request_id) WHERE completed_at IS NULL;
CREATE INDEX rights_request_state_idx ON rights_request (state, due_at, request_id);

-- The steps of requests, as the person sees them.
CREATE TABLE request_event (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id uuid        NOT NULL,
    request_id uuid        NOT NULL,
    kind       text        NOT NULL,
    at         timestamptz NOT NULL,
    note       bytea
);
CREATE INDEX request_event_account_id_idx ON request_event (account_id, request_id, id);

INSERT INTO rights_request (request_id, account_id, type, state, categories, services, received_at, due_at,
    completed_at)
SELECT request_id, account_id, 'RESTRICTION', state, categories, services, received_at, due_at,
    CASE WHEN state <> 'RUNNING' THEN coalesce(completed_at, lifted_at) END
FROM restriction_request;
INSERT INTO request_event (account_id, request_id, kind, at)
SELECT account_id, request_id, 'RECEIVED', received_at FROM restriction_request;
ALTER TABLE restriction_request DROP COLUMN details;
