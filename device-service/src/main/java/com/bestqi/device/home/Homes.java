package com.bestqi.device.home;

import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.device.smartdevice.HomeRoles;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What other features may ask and tell about homes. */
@ApplicationScoped
public class Homes implements HomeRoles {
    private final HomeRepository homes;
    private final MemberRepository members;
    private final Clock clock;

    Homes(HomeRepository homes, MemberRepository members, Clock clock) {
        this.homes = homes;
        this.members = members;
        this.clock = clock;
    }

    /**
     * The person's own first home, made now if there is none yet. The caller holds the lock on the
     * data-subject row.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID ensure(UUID accountId) {
        return homes.firstOf(accountId)
                .orElseGet(() -> {
                    homes.insertFirst(accountId, clock.instant());
                    return homes.firstOf(accountId).orElseThrow();
                });
    }

    @Override
    public Optional<HomeRole> of(UUID accountId, UUID homeId) {
        return homes.roleOf(accountId, homeId, clock.instant());
    }

    @Override
    public Optional<Instant> since(UUID accountId, UUID homeId) {
        return homes.since(accountId, homeId, clock.instant());
    }

    @Override
    public Collection<UUID> homesOf(UUID accountId) {
        return homes.ids(accountId, clock.instant());
    }

    /**
     * Goes on only for the home's owner, and holds the home still until the transaction ends.
     * Throws 404 for who is nothing in it, 403 for others.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireOwner(UUID accountId, UUID homeId) {
        homes.lock(homeId);
        checkOwner(accountId, homeId);
    }

    /** As {@link #requireOwner}, as things stand now. */
    void checkOwner(UUID accountId, UUID homeId) {
        var role = of(accountId, homeId).orElseThrow(ProblemException::notFound);
        if (role != HomeRole.OWNER) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Only the home's owner may do this.");
        }
    }

    /**
     * Lets somebody in whom the home's owner invited. The caller holds the locks on both
     * data-subject rows. False when the home is not that person's any more. Throws 409 {@code
     * already-in-home}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean admit(
            UUID homeId, UUID invitedBy, UUID accountId, HomeRole role, @Nullable Instant until) {
        if (homes.lock(homeId).filter(home -> home.ownerId().equals(invitedBy)).isEmpty()) {
            return false;
        }
        var now = clock.instant();
        if (invitedBy.equals(accountId)
                || !members.add(homeId, new HomeMember(accountId, role, now, until), now)) {
            throw new ProblemException(
                    HomeProblem.ALREADY_IN_HOME, "Whoever is in the home needs no invitation.");
        }
        return true;
    }
}
