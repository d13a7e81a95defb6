-- Legal holds, and erasures that are partial while one is in force. A new table; the table of cases is locked
-- for a moment, and for seconds for a million cases while constraints and index are made.
CREATE TABLE legal_hold (
    hold_id     uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    ground      text        NOT NULL CHECK (ground IN
        ('LEGAL_OBLIGATION', 'LEGAL_CLAIM', 'AUTHORITY_ORDER', 'FRAUD_OR_SECURITY')),
    reference   text,
    services    text[]      NOT NULL,
    categories  text[]      NOT NULL,
    stores      text[]      NOT NULL,
    until       timestamptz,
    placed_by   uuid,
    placed_at   timestamptz NOT NULL,
    released_by uuid,
    released_at timestamptz,
    epoch       bigint      NOT NULL,
    awaited     text[]      NOT NULL,
    resent      integer     NOT NULL DEFAULT 0,
    next_at     timestamptz
);
CREATE INDEX legal_hold_account_id_idx ON legal_hold (account_id, placed_at);
CREATE INDEX legal_hold_released_at_idx ON legal_hold (released_at);
CREATE INDEX legal_hold_next_at_idx ON legal_hold (next_at) WHERE next_at IS NOT NULL;

-- The certificate that the present one takes the place of, and when nothing was left to do.
ALTER TABLE erasure_case ADD COLUMN superseded uuid, ADD COLUMN closed_at timestamptz;
UPDATE erasure_case SET closed_at = completed_at WHERE completed_at IS NOT NULL;
ALTER TABLE erasure_case DROP CONSTRAINT erasure_case_state_check,
    DROP CONSTRAINT erasure_case_check,
    ADD CHECK (state IN ('RECEIVED', 'COOLING_OFF', 'RUNNING', 'PARTIAL', 'COMPLETED', 'FAILED')),
    ADD CHECK (state NOT IN ('PARTIAL', 'COMPLETED', 'FAILED') OR certificate IS NOT NULL);
CREATE INDEX erasure_case_closed_at_idx ON erasure_case (closed_at);
DROP INDEX erasure_case_completed_at_idx;
