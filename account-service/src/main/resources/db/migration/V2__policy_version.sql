-- Versions of the policy that took effect, as consent-service named them. New table.
CREATE TABLE policy_version (
    version     text PRIMARY KEY,
    in_force_at timestamptz NOT NULL
);
