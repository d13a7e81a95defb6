package com.bestqi.notification.preference;

import com.bestqi.platform.subject.Processing;
import java.util.Set;

/**
 * What a message is about, which decides what the person can choose. The channels that are named
 * are not theirs to turn off; every other one is open only while the switch {@code notifications}
 * is on and they have not turned it off for this kind.
 */
public enum NotificationKind {
    /** The first message after registration. */
    WELCOME(Processing.MESSAGE, Urgency.NORMAL, Channel.INBOX, Channel.MAIL),
    /** Answers to one's own requests, and what concerns one's rights. */
    RIGHTS(Processing.RIGHTS_MESSAGE, Urgency.NORMAL, Channel.INBOX, Channel.MAIL),
    /** The policy changes (PO-1). */
    POLICY_CHANGE(Processing.RIGHTS_MESSAGE, Urgency.PATIENT, Channel.INBOX),
    /** What data are used for changes (PU-6). */
    PURPOSE_CHANGE(Processing.RIGHTS_MESSAGE, Urgency.PATIENT, Channel.INBOX),
    /** Somebody takes the business over (SH-4). */
    OWNERSHIP_CHANGE(Processing.RIGHTS_MESSAGE, Urgency.PATIENT, Channel.INBOX),
    /** Personal data got into the wrong hands (SE-5). */
    BREACH(Processing.RIGHTS_MESSAGE, Urgency.HIGH, Channel.INBOX, Channel.MAIL),
    /** A notice about the service (PU-3). */
    SERVICE(Processing.MESSAGE, Urgency.PATIENT),
    /** A device of a security service raises an alarm (PM-6). */
    ALERT(Processing.MESSAGE, Urgency.HIGH);

    /** What goes first, and what waits for the end of quiet hours. */
    public enum Urgency {
        /** First in line, whatever the hour. */
        HIGH,
        /** In its turn, whatever the hour. */
        NORMAL,
        /** Last, and never in quiet hours. */
        PATIENT
    }

    private final Processing processing;
    private final Urgency urgency;
    private final Set<Channel> fixed;

    NotificationKind(Processing processing, Urgency urgency, Channel... fixed) {
        this.processing = processing;
        this.urgency = urgency;
        this.fixed = Set.of(fixed);
    }

    /** What sending it means to somebody who has restricted processing (RI-4). */
    public Processing processing() {
        return processing;
    }

    /** How it stands in line. */
    public Urgency urgency() {
        return urgency;
    }

    /** Whether the person can do nothing about this channel. */
    public boolean fixed(Channel channel) {
        return fixed.contains(channel);
    }

    /** Whether a person has anything to choose. */
    public boolean optional() {
        return this != WELCOME;
    }
}
