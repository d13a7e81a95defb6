package com.bestqi.notification.announcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bestqi.notification.inbox.Inbox;
import com.bestqi.platform.event.AccountRegistered;
import com.bestqi.platform.event.NoticeDelivered;
import com.bestqi.platform.event.PolicyAnnounced;
import com.bestqi.platform.event.PolicyInForce;
import com.bestqi.platform.event.RecipientsChanged;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.outbox.Outbox;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

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
    private final Subjects subjects;
    private final Outbox outbox;
    private final Clock clock;

    AnnouncementService(
            AnnouncementRepository announcements,
            AnnouncementConfig config,
            Inbox inbox,
            Subjects subjects,
            Outbox outbox,
            Clock clock) {
        this.announcements = announcements;
        this.config = config;
        this.inbox = inbox;
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
                new Announcement(
                        event.announcementId(),
                        notice,
                        event.version(),
                        event.announcedAt(),
                        Announcement.START));
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
        announcements.add(
                new Announcement(idOf(event), notice, null, event.at(), Announcement.START));
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
        } else if (due.policyVersion() == null
                && due.announcedAt().plus(config.roundEvery()).isBefore(now)) {
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
        // About the person's rights: no restriction stops it, an erasure does.
        var live =
                subjects.shareAll(accountIds, Processing.RIGHTS_MESSAGE, DataCategory.MESSAGE)
                        .keySet();
        var told = inbox.put(announcement.announcementId(), announcement.notice(), live);
        var now = clock.instant();
        outbox.addAll(
                told.stream()
                        .map(accountId ->
                                new NoticeDelivered(
                                        accountId, announcement.announcementId(), INBOX, now))
                        .toList());
        return told.size();
    }

    private static String json(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("parameters are always JSON", e);
        }
    }
}
