-- Grows with every destruction of keys. The data database remembers the highest number it was told;
-- a keys database that knows less was restored from an older copy.
CREATE TABLE key_mark (
    id   boolean PRIMARY KEY DEFAULT true CHECK (id),
    mark bigint  NOT NULL
);
INSERT INTO key_mark (mark) VALUES (0);
