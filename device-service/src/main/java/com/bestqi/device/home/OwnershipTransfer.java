package com.bestqi.device.home;

import com.bestqi.device.smartdevice.DeviceHandover;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subject;
import com.bestqi.platform.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/** A home gets another owner, and with it the devices that its owner has in it. */
@ApplicationScoped
class OwnershipTransfer {
    private final HomeRepository homes;
    private final MemberRepository members;
    private final Homes known;
    private final DeviceHandover devices;
    private final HomeClosing closing;
    private final Subjects subjects;
    private final Clock clock;

    OwnershipTransfer(
            HomeRepository homes,
            MemberRepository members,
            Homes known,
            DeviceHandover devices,
            HomeClosing closing,
            Subjects subjects,
            Clock clock) {
        this.homes = homes;
        this.members = members;
        this.known = known;
        this.devices = devices;
        this.closing = closing;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * Gives a home to somebody who lives in it. The former owner is nothing in it any more; their
     * devices in it are the new owner's, and what they told is wiped.
     */
    @Transactional
    void give(UUID accountId, UUID homeId, UUID toAccountId) {
        // Whoever may not ask is told so before a lock on somebody else is taken.
        known.checkOwner(accountId, homeId);
        requireMember(homeId, toAccountId);
        boolean inOrder = accountId.compareTo(toAccountId) < 0;
        var first = exclusive(inOrder ? accountId : toAccountId);
        var second = exclusive(inOrder ? toAccountId : accountId);
        known.requireOwner(accountId, homeId);
        requireMember(homeId, toAccountId);
        devices.give(homeId, inOrder ? first : second, inOrder ? second : first);
        homes.give(homeId, toAccountId);
        members.remove(homeId, toAccountId);
        closing.endOffers(homeId);
        known.ensure(accountId);
    }

    private Subject exclusive(UUID accountId) {
        return subjects.exclusive(
                accountId, Processing.USE, DataCategory.HOME, DataCategory.DEVICE);
    }

    private void requireMember(UUID homeId, UUID accountId) {
        if (members.roleOf(homeId, accountId, clock.instant())
                .filter(HomeRole::livesThere)
                .isEmpty()) {
            throw new ProblemException(
                    HomeProblem.NOT_A_MEMBER, "Invite them as a member of the home first.");
        }
    }
}
