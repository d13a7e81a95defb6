-- Invitations go with the home they are for. Waits for, and holds up, those who invite and accept for the
-- moment that the index takes.
CREATE INDEX home_invitation_home_id_idx ON home_invitation (home_id);
