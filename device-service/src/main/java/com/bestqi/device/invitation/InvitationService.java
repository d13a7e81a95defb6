package com.bestqi.device.invitation;

import com.bestqi.device.home.Homes;
import com.bestqi.device.onetimecode.OneTimeCode;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class InvitationService {
    private final InvitationRepository invitations;
    private final Homes homes;
    private final Subjects subjects;
    private final InvitationConfig config;
    private final Clock clock;

    InvitationService(
            InvitationRepository invitations,
            Homes homes,
            Subjects subjects,
            InvitationConfig config,
            Clock clock) {
        this.invitations = invitations;
        this.homes = homes;
        this.subjects = subjects;
        this.config = config;
        this.clock = clock;
    }

    /** An invitation with its code; only here is the code ever in the clear. */
    record Issued(Invitation invitation, String code) {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    @Transactional
    Issued invite(UUID accountId, UUID homeId, HomeRole role, @Nullable Instant until) {
        subjects.share(accountId, Processing.COLLECT, DataCategory.HOME);
        homes.requireOwner(accountId, homeId);
        var now = clock.instant();
        if (until != null && !until.isAfter(now)) {
            throw new ProblemException(InvitationProblem.UNTIL_PAST, "Name an end that is ahead.");
        }
        var invitation =
                new Invitation(
                        UUID.randomUUID(),
                        accountId,
                        homeId,
                        role,
                        until,
                        now,
                        now.plus(config.codeLife()),
                        false);
        var code = OneTimeCode.random();
        invitations.insert(invitation, code);
        return new Issued(invitation, code);
    }

    /** Lets the caller into the home of a code. Of many who try one gets in. */
    @Transactional
    Invitation accept(UUID accountId, String code) {
        subjects.share(accountId, Processing.COLLECT, DataCategory.HOME);
        var invitation = invitations.find(code).orElseThrow(ProblemException::notFound);
        var ownerId = invitation.invitedBy();
        var owner = subjects.shareAll(List.of(ownerId), Processing.STORAGE, DataCategory.HOME);
        if (!owner.containsKey(ownerId)) {
            throw ProblemException.notFound();
        }
        if (invitation.accepted()) {
            throw used();
        }
        var now = clock.instant();
        if (invitation.over(now)) {
            throw new ProblemException(
                    InvitationProblem.INVITATION_EXPIRED, "Ask the owner of the home for another.");
        }
        if (!invitations.accept(invitation.invitationId(), now)) {
            throw used();
        }
        if (!homes.admit(
                invitation.homeId(), ownerId, accountId, invitation.role(), invitation.until())) {
            throw ProblemException.notFound();
        }
        return invitation;
    }

    private static ProblemException used() {
        return new ProblemException(
                InvitationProblem.INVITATION_USED, "Somebody has come in with it already.");
    }
}
