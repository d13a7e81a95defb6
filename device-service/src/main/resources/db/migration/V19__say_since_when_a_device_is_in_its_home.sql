-- Those who live with a device see what it reported since it is in their home, so that is kept; of the
-- devices at hand it is now. Waits for, and holds up, those who write into device for that moment.
ALTER TABLE device ADD COLUMN placed_at timestamptz;
UPDATE device SET placed_at = now();
ALTER TABLE device ALTER COLUMN placed_at SET NOT NULL;
