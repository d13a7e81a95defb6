package com.bestqi.dsr.participant;

import com.bestqi.platform.event.ParticipantPresent;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the register. */
@ApplicationScoped
class ParticipantPresentListener implements EventListener<ParticipantPresent> {
    private final Participants participants;

    ParticipantPresentListener(Participants participants) {
        this.participants = participants;
    }

    @Override
    public Class<ParticipantPresent> type() {
        return ParticipantPresent.class;
    }

    @Override
    public String topic() {
        return Topics.PARTICIPANTS;
    }

    @Override
    public void on(ParticipantPresent event) {
        participants.heard(event);
    }
}
