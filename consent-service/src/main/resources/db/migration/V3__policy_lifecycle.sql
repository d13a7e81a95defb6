-- A version is drafted, announced, in force and superseded. A handful of rows: each change takes the table
-- for a moment.
ALTER TABLE policy_version
    ADD COLUMN state text NOT NULL DEFAULT 'IN_FORCE'
        CHECK (state IN ('DRAFT', 'ANNOUNCED', 'IN_FORCE', 'SUPERSEDED')),
    ADD COLUMN material boolean NOT NULL DEFAULT true,
    ADD COLUMN changed_purposes text[] NOT NULL DEFAULT '{}',
    -- Who did it, by the identity provider's id; none for the version that came with the service.
    ADD COLUMN drafted_by uuid,
    ADD COLUMN drafted_at timestamptz,
    ADD COLUMN announced_by uuid,
    ADD COLUMN announcement_id uuid UNIQUE,
    -- How far the asking-again for changed purposes has come; none when there is nothing (more) to ask.
    ADD COLUMN asked_again_up_to uuid,
    ALTER COLUMN announced_at DROP NOT NULL,
    ALTER COLUMN in_force_at DROP NOT NULL;
UPDATE policy_version SET drafted_at = announced_at;
UPDATE policy_version SET state = 'SUPERSEDED'
WHERE (in_force_at, version) < (SELECT in_force_at, version FROM policy_version
                                ORDER BY in_force_at DESC, version DESC LIMIT 1);
ALTER TABLE policy_version
    ALTER COLUMN state DROP DEFAULT,
    ALTER COLUMN drafted_at SET NOT NULL,
    ADD CONSTRAINT policy_version_times_check CHECK
        ((state = 'DRAFT') = (announced_at IS NULL) AND (state = 'DRAFT') = (in_force_at IS NULL)),
    -- Four eyes, whatever the code does.
    ADD CONSTRAINT policy_version_four_eyes_check CHECK (announced_by <> drafted_by);
-- Of all versions one is in force.
CREATE UNIQUE INDEX policy_version_in_force_key ON policy_version (state) WHERE state = 'IN_FORCE';

-- An implied acceptance names the notice it rests on (AC-3). No value: no rewrite.
ALTER TABLE policy_acceptance ADD COLUMN notice uuid;
ALTER TABLE policy_acceptance ADD CONSTRAINT policy_acceptance_notice_check
    CHECK ((channel = 'implied') = (notice IS NOT NULL));

CREATE TABLE policy_objection (
    account_id  uuid        NOT NULL,
    version     text        NOT NULL,
    objected_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, version)
);

-- That a person was told of a version before it came into force: the first channel that reached them.
CREATE TABLE policy_notice (
    account_id      uuid        NOT NULL,
    version         text        NOT NULL,
    announcement_id uuid        NOT NULL,
    channel         text        NOT NULL,
    noticed_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, version)
);
