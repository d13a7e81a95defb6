package com.bestqi.notification.message;

import com.bestqi.notification.contact.Contact;
import com.bestqi.notification.contact.ContactLookup;
import com.bestqi.platform.crypto.BlindIndex;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Mails that come back later, by a way back of their own (VERP): it names the mail and vouches for
 * the address that it went to, so nothing is kept to know it by, nobody else can make one, and one
 * to an address that the person has left since means nothing.
 */
@ApplicationScoped
class Bounces {
    private static final int ID_BYTES = 16;
    private static final int PROOF_BYTES = 10;
    private static final Pattern BOX = Pattern.compile("[A-Za-z0-9._-]{1,11}@[A-Za-z0-9.-]{1,180}");
    private static final Pattern WAY =
            Pattern.compile(".{1,11}\\+([0-9a-f]{" + 2 * (ID_BYTES + PROOF_BYTES) + "})@.{1,180}");

    private final MessageQueue queue;
    private final ContactLookup contacts;
    private final Subjects subjects;
    private final BlindIndex index;
    private final @Nullable String box;

    Bounces(
            MessageQueue queue,
            ContactLookup contacts,
            Subjects subjects,
            BlindIndex index,
            @ConfigProperty(name = "bestqi.mail.bounces-to") Optional<String> bouncesTo) {
        this.queue = queue;
        this.contacts = contacts;
        this.subjects = subjects;
        this.index = index;
        this.box = bouncesTo.orElse(null);
        if (box != null && !BOX.matcher(box).matches()) {
            throw new IllegalStateException(
                    "bestqi.mail.bounces-to is no address with at most 11 letters before the @");
        }
    }

    /** Where a mail comes back to; null when nobody reads what comes back. */
    @Nullable String wayBack(Addressed one) {
        var here = box;
        if (here == null) {
            return null;
        }
        int at = here.indexOf('@');
        var id = one.message().messageId();
        var token =
                ByteBuffer.allocate(ID_BYTES + PROOF_BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .put(proof(id, one.contact()))
                        .array();
        return here.substring(0, at) + "+" + HexFormat.of().formatHex(token) + here.substring(at);
    }

    private byte[] proof(UUID messageId, Contact contact) {
        return Arrays.copyOf(
                index.of("message.bounce", messageId + " " + contact.email()), PROOF_BYTES);
    }

    /**
     * A mail came back for good: it counts as refused, and its address gets no mail that can be
     * chosen until it changes. Again changes nothing. Throws 404 for a way back that is none, of
     * somebody erased, or of an address left since.
     */
    @Transactional
    void cameBack(String wayBack) {
        var way = WAY.matcher(wayBack.toLowerCase(Locale.ROOT));
        if (!way.matches()) {
            throw ProblemException.notFound();
        }
        var token = ByteBuffer.wrap(HexFormat.of().parseHex(way.group(1)));
        var messageId = new UUID(token.getLong(), token.getLong());
        var proof = new byte[PROOF_BYTES];
        token.get(proof);
        var accountId = queue.mailedTo(messageId).orElseThrow(ProblemException::notFound);
        var person = List.of(accountId);
        if (subjects.shareAll(person, Processing.CORRECTION, DataCategory.CONTACT).isEmpty()) {
            throw ProblemException.notFound();
        }
        var contact = contacts.known(person).get(accountId);
        if (contact == null || !MessageDigest.isEqual(proof, proof(messageId, contact))) {
            throw ProblemException.notFound();
        }
        queue.cameBack(messageId);
        contacts.bounced(person);
    }

    /** Whether a status of RFC 3463 says that it is for good. */
    static boolean isForGood(String status) {
        return status.startsWith("5.");
    }
}
