-- New tables only: takes no lock anybody waits for.

-- What people want done when something happens; the plan is ciphertext.
CREATE TABLE scene (
    scene_id   uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    -- The place or the device it waits for.
    source_id  uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    -- The newest reading it has seen, and whether that was beyond its line.
    seen_at    timestamptz,
    enabled    boolean     NOT NULL,
    beyond     boolean     NOT NULL DEFAULT false,
    plan       bytea       NOT NULL
);
CREATE INDEX scene_account_id_created_at_idx ON scene (account_id, created_at, scene_id);
-- Asked with each batch of readings, of a device that mostly has none.
CREATE INDEX scene_source_id_idx ON scene (source_id) WHERE enabled;

CREATE TABLE scene_run (
    run_id      uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    scene_id    uuid        NOT NULL,
    at          timestamptz NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('STARTED', 'INCOMPLETE', 'STOPPED')),
    -- One of each for each action; no command where none could be given.
    device_ids  uuid[]      NOT NULL,
    command_ids uuid[]      NOT NULL
);
CREATE INDEX scene_run_account_id_scene_id_at_idx ON scene_run (account_id, scene_id, at, run_id);
CREATE INDEX scene_run_at_idx ON scene_run (at);
