-- The picture of a profile, cleaned of what a camera adds; ciphertext under the person's key. New table.
CREATE TABLE picture (
    account_id       uuid PRIMARY KEY,
    content          bytea       NOT NULL,
    content_type     text        NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
    consent_revision bigint      NOT NULL,
    stored_at        timestamptz NOT NULL
);
-- It is ciphertext: compressing it only costs.
ALTER TABLE picture ALTER COLUMN content SET STORAGE EXTERNAL;
