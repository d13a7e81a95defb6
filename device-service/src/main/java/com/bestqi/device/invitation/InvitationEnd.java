package com.bestqi.device.invitation;

import com.bestqi.device.home.HomeEndListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Invitations go with what their owner had: who gets the home back invites anew. */
@ApplicationScoped
class InvitationEnd implements HomeEndListener {
    private final InvitationRepository invitations;

    InvitationEnd(InvitationRepository invitations) {
        this.invitations = invitations;
    }

    @Override
    public void over(UUID homeId) {
        invitations.deleteOf(homeId);
    }
}
