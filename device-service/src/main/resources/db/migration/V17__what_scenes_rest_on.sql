-- What a scene has seen is told by readings that may be of a sensitive category, so it is ciphertext now
-- (I-9); and a run names what it came from, with which it goes. A scene that waits for a time has no
-- place and no device, but a next moment. Waits for, and holds up, those who write into both tables for
-- the moment that the indexes take.
ALTER TABLE scene
    DROP COLUMN seen_at,
    DROP COLUMN beyond,
    ALTER COLUMN source_id DROP NOT NULL,
    ADD COLUMN seen    bytea,
    ADD COLUMN next_at timestamptz;
CREATE INDEX scene_next_at_idx ON scene (next_at) WHERE enabled AND next_at IS NOT NULL;

ALTER TABLE scene_run
    ADD COLUMN caused_at timestamptz,
    ADD COLUMN source_id uuid,
    -- The switch that what started it rests on.
    ADD COLUMN rests_on  text,
    DROP CONSTRAINT scene_run_outcome_check,
    ADD CONSTRAINT scene_run_outcome_check
        CHECK (outcome IN ('STARTED', 'INCOMPLETE', 'STOPPED', 'MISSED'));
UPDATE scene_run SET caused_at = at;
ALTER TABLE scene_run ALTER COLUMN caused_at SET NOT NULL;
CREATE INDEX scene_run_account_id_source_id_idx ON scene_run (account_id, source_id);

-- In which time zone people live whose scenes wait for a time: asked of account-service, which is said
-- by time_zone being there, and asked once more whenever it has changed.
CREATE TABLE account_time_zone (
    account_id uuid PRIMARY KEY,
    time_zone  text,
    ask_at     timestamptz,
    asked      integer NOT NULL DEFAULT 0
);
CREATE INDEX account_time_zone_ask_at_idx ON account_time_zone (ask_at) WHERE ask_at IS NOT NULL;
