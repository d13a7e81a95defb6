package com.bestqi.notification.announcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.notification.inbox.Inbox;
import com.bestqi.notification.message.AnnouncedMessages;
import com.bestqi.notification.preference.Channel;
import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.notification.preference.Preference;
import com.bestqi.notification.preference.Preferences;
import com.bestqi.notification.push.PushEndpoints;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The steps of an announcement, each a transaction: notices and their evidence commit together. */
@ApplicationScoped
class AnnouncementService {
    private static final Logger LOG = Logger.getLogger(AnnouncementService.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INBOX = "inbox";

    /** The kind of a recipient who takes the business over (SH-4). */
    private static final String SUCCESSOR = "SUCCESSOR";

    /** How much later account-service may learn that another version is in force. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AnnouncementRepository announcements;
    private final AnnouncementConfig config;
    private final Inbox inbox;
    private final Preferences preferences;
    private final AnnouncedMessages messages;
    private final PushEndpoints phones;
    private final Subjects subjects;
    private final Outbox outbox;
    private final Clock clock;

    AnnouncementService(
            AnnouncementRepository announcements,
            AnnouncementConfig config,
            Inbox inbox,
            Preferences preferences,
            AnnouncedMessages messages,
            PushEndpoints phones,
            Subjects subjects,
            Outbox outbox,
            Clock clock) {
        this.announcements = announcements;
        this.config = config;
        this.inbox = inbox;
        this.preferences = preferences;
        this.messages = messages;
        this.phones = phones;
        this.subjects = subjects;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Takes a change of the policy on. */
    @Transactional(Transactional.TxType.MANDATORY)
    void announce(PolicyAnnounced event) {
        var notice =
                new Inbox.Notice(
                        Inbox.POLICY_ANNOUNCED,
                        event.changedPurposes().isEmpty() ? "POLICY_CHANGE" : "PURPOSE_CHANGE",
                        json(
                                Map.of(
                                        "version", event.version(),
                                        "inForceAt", event.inForceAt().toString(),
                                        "material", Boolean.toString(event.material()),
                                        "purposes", String.join(" ", event.changedPurposes()))));
        announcements.add(
                Announcement.ofTemplate(
                        event.announcementId(), notice, event.version(), event.announcedAt()));
    }

    /** Takes on that there is a new recipient; what else changes of one nobody is told. */
    @Transactional(Transactional.TxType.MANDATORY)
    void announce(RecipientsChanged event) {
        if (event.change() != RecipientsChanged.Change.ADDED) {
            return;
        }
        var notice =
                new Inbox.Notice(
                        Inbox.RECIPIENT_ADDED,
                        event.kind().equals(SUCCESSOR) ? "OWNERSHIP_CHANGE" : "POLICY_CHANGE",
                        json(Map.of("country", event.country())));
        announcements.add(Announcement.ofTemplate(idOf(event), notice, null, event.at()));
    }

    /** Takes on what staff want everybody to be told. */
    @Transactional
    Announcement announce(
            NotificationKind kind, String texts, Map<String, String> more, @Nullable Instant at) {
        var now = clock.instant();
        var made =
                new Announcement(
                        UUID.randomUUID(),
                        new Inbox.Notice(Inbox.ANNOUNCED, kind.name(), json(more)),
                        null,
                        now,
                        Announcement.START,
                        texts,
                        at,
                        null,
                        now);
        announcements.add(made);
        return made;
    }

    /** How far an announcement has come. */
    record Progress(
            Announcement announcement,
            boolean closed,
            long inInboxes,
            List<AnnouncementRepository.Count> messages) {}

    /** Throws 404 when there is no such announcement. */
    Progress progress(UUID announcementId) {
        return new Progress(
                announcements.find(announcementId).orElseThrow(ProblemException::notFound),
                announcements.isClosed(announcementId),
                announcements.inInboxes(announcementId),
                announcements.counts(announcementId));
    }

    /** The same when the event is delivered again, another when they are added again. */
    private static UUID idOf(RecipientsChanged event) {
        return UUID.nameUUIDFromBytes((event.key() + "@" + event.at()).getBytes(UTF_8));
    }

    /** Nobody needs to be told any more what has happened. */
    @Transactional(Transactional.TxType.MANDATORY)
    void close(PolicyInForce event) {
        announcements.close(event.version(), event.at());
    }

    /** Tells somebody new what was announced before they came. */
    @Transactional(Transactional.TxType.MANDATORY)
    void tell(AccountRegistered event) {
        var due = announcements.forNewcomer(event.policyVersion(), event.at().minus(LATE));
        if (!due.isEmpty()) {
            subjects.create(event.accountId());
        }
        due.forEach(announcement -> tell(announcement, List.of(event.accountId())));
    }

    /** Tells the next people; returns whether there may be more to do at once. */
    @Transactional
    boolean tellSome() {
        var now = clock.instant();
        var due = announcements.take(now).orElse(null);
        if (due == null) {
            return false;
        }
        var untold = announcements.untold(due, config.chunkSize());
        int told = tell(due, untold);
        if (untold.size() == config.chunkSize()) {
            announcements.reach(due.announcementId(), untold.getLast());
        } else if (due.policyVersion() == null && !due.inFirstRound()) {
            announcements.close(due.announcementId(), now);
        } else {
            announcements.endRound(due.announcementId(), now.plus(config.roundEvery()));
        }
        if (told > 0) {
            LOG.infof("told announcementId=%s count=%d", due.announcementId(), told);
        }
        return true;
    }

    private int tell(Announcement announcement, Collection<UUID> accountIds) {
        var kind = announcement.about();
        // About the person's rights, mostly: then no restriction stops it, an erasure does.
        var live = subjects.shareAll(accountIds, kind.processing(), DataCategory.MESSAGE);
        var chosen = preferences.of(live.keySet());
        var reach = new Reach(kind, live, chosen);
        var entered = reach.by(Channel.INBOX);
        var told = inbox.put(announcement.announcementId(), announcement.notice(), entered);
        var now = clock.instant();
        outbox.addAll(
                told.stream()
                        .map(accountId ->
                                new NoticeDelivered(
                                        accountId, announcement.announcementId(), INBOX, now))
                        .toList());
        // Who had it in the inbox before has had the rest too.
        var fresh = new HashSet<>(live.keySet());
        fresh.removeAll(entered);
        fresh.addAll(told);
        mail(announcement, reach.by(Channel.MAIL, fresh), now);
        messages.push(
                announcement.announcementId(),
                kind,
                phones.amongThose(reach.by(Channel.PUSH, fresh)));
        return told.size();
    }

    private void mail(Announcement announcement, Collection<UUID> accountIds, Instant now) {
        if (accountIds.isEmpty()) {
            return;
        }
        var next = announcement.mailFrom();
        var from = next == null || next.isBefore(now) ? now : next;
        int perSecond = config.mailsPerSecond();
        messages.mail(
                announcement.announcementId(), announcement.about(), accountIds, from, perSecond);
        if (perSecond > 0) {
            announcements.mailFrom(
                    announcement.announcementId(),
                    from.plusMillis(accountIds.size() * 1_000L / perSecond));
        }
    }

    /** Which of some people are told by a channel. */
    private record Reach(
            NotificationKind kind, Map<UUID, Subject> people, Map<UUID, Preference> chosen) {
        List<UUID> by(Channel channel) {
            return by(channel, people.keySet());
        }

        List<UUID> by(Channel channel, Collection<UUID> among) {
            return among.stream().filter(accountId -> open(accountId, channel)).sorted().toList();
        }

        private boolean open(UUID accountId, Channel channel) {
            var subject = people.get(accountId);
            return subject != null
                    && chosen.getOrDefault(accountId, Preference.NONE)
                            .open(kind, channel, Preferences.switchedOn(subject));
        }
    }

    private static String json(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are always JSON", e);
        }
    }
}
