-- Several people in one home, and several homes of one person. Waits for, and holds up, those who write
-- into home for the moment that its index takes.

-- Everybody's home from the start, of which there is one; those at hand are that.
ALTER TABLE home ADD COLUMN is_first boolean NOT NULL DEFAULT true;
ALTER TABLE home DROP CONSTRAINT home_account_id_key;
CREATE UNIQUE INDEX home_account_id_first_key ON home (account_id) WHERE is_first;
CREATE INDEX home_account_id_idx ON home (account_id);

-- Who is something in a home of somebody else.
CREATE TABLE home_member (
    account_id uuid        NOT NULL,
    home_id    uuid        NOT NULL,
    role       text        NOT NULL CHECK (role IN ('MEMBER', 'GUEST')),
    joined_at  timestamptz NOT NULL,
    until      timestamptz,
    PRIMARY KEY (account_id, home_id)
);
CREATE INDEX home_member_home_id_idx ON home_member (home_id);
CREATE INDEX home_member_until_idx ON home_member (until);

CREATE TABLE home_invitation (
    invitation_id uuid PRIMARY KEY,
    -- Who invites.
    account_id    uuid        NOT NULL,
    home_id       uuid        NOT NULL,
    -- Keyed hash of the code; the code itself is with the owner alone, and whom they give it.
    code_index    bytea       NOT NULL UNIQUE,
    role          text        NOT NULL CHECK (role IN ('MEMBER', 'GUEST')),
    until         timestamptz,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    accepted_at   timestamptz
);
CREATE INDEX home_invitation_account_id_idx ON home_invitation (account_id);
CREATE INDEX home_invitation_expires_at_idx ON home_invitation (expires_at);

-- The devices of a home, whosever they are.
CREATE INDEX device_home_id_idx ON device (home_id);

-- What devices told a former owner and is still to be wiped.
CREATE TABLE device_wipe (
    account_id uuid        NOT NULL,
    device_id  uuid        NOT NULL,
    began_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, device_id)
);
