-- A new table only: takes no lock anybody waits for.

-- Who receives something (SH-1). Removed ones stay, for what they received is shown with their name.
CREATE TABLE recipient (
    id          text PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN
        ('SERVICE_PROVIDER', 'GROUP_COMPANY', 'SUCCESSOR', 'AUTHORITY', 'OTHER')),
    name        text        NOT NULL,
    purposes    text[]      NOT NULL CHECK (cardinality(purposes) > 0),
    categories  text[]      NOT NULL CHECK (cardinality(categories) > 0),
    country     text        NOT NULL,
    safeguard   text,
    consent_key text CHECK (kind <> 'OTHER' OR consent_key IS NOT NULL),
    description jsonb       NOT NULL,
    since       timestamptz NOT NULL,
    removed_at  timestamptz
);

-- The maps provider that the switch geofence names (PM-2).
INSERT INTO recipient
    (id, kind, name, purposes, categories, country, safeguard, consent_key, description, since)
VALUES
    ('google-maps', 'SERVICE_PROVIDER', 'Google Maps', '{PU-1}', '{location}', 'US',
     'STANDARD_CONTRACTUAL_CLAUSES', 'geofence',
     '{"en": "Draws and checks the places you mark while the switch geofence is on.",
       "de": "Zeigt und prüft die von Ihnen markierten Orte, solange der Schalter Geofence an ist.",
       "es": "Dibuja y comprueba los lugares que marca mientras el interruptor de geovalla está activado.",
       "fr": "Dessine et vérifie les lieux que vous marquez tant que l''interrupteur de géorepérage est activé.",
       "zh": "在地理围栏开关打开期间，显示并判断您标记的地点。"}',
     now());
