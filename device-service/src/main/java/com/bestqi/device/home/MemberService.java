package com.bestqi.device.home;

import com.bestqi.device.cursor.TimeCursor;
import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class MemberService {
    private final HomeRepository homes;
    private final MemberRepository members;
    private final Homes known;
    private final HomeClosing closing;
    private final Subjects subjects;
    private final Clock clock;

    MemberService(
            HomeRepository homes,
            MemberRepository members,
            Homes known,
            HomeClosing closing,
            Subjects subjects,
            Clock clock) {
        this.homes = homes;
        this.members = members;
        this.known = known;
        this.closing = closing;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** The owner first. A guest sees the owner and nobody else but themselves. */
    List<HomeMember> list(UUID accountId, UUID homeId, PageRequest page) {
        var role = known.of(accountId, homeId).orElseThrow(ProblemException::notFound);
        var owner = homes.find(homeId).orElseThrow(ProblemException::notFound).ownerId();
        var after = TimeCursor.of(page);
        var found = new ArrayList<HomeMember>();
        if (after.isEmpty()) {
            found.add(new HomeMember(owner, HomeRole.OWNER, null, null));
        }
        found.addAll(
                members.list(
                        homeId,
                        clock.instant(),
                        role.livesThere() ? null : accountId,
                        after.orElse(null),
                        page.limit() + 1));
        return found.size() > page.limit() + 1 ? found.subList(0, page.limit() + 1) : found;
    }

    /**
     * Takes somebody out of a home: the owner anybody, everybody themselves. Their devices leave
     * with them.
     */
    @Transactional
    void remove(UUID accountId, UUID homeId, UUID memberId) {
        subjects.share(accountId, Processing.ERASURE, DataCategory.HOME);
        var home = homes.lock(homeId).orElseThrow(ProblemException::notFound);
        if (!memberId.equals(accountId)) {
            known.requireOwner(accountId, homeId);
        }
        if (home.ownerId().equals(memberId)) {
            throw new ProblemException(
                    HomeProblem.HOME_OWNER, "Give the home to somebody else, or delete it.");
        }
        if (!members.remove(homeId, memberId)) {
            throw ProblemException.notFound();
        }
        closing.takeOut(homeId, List.of(memberId));
    }
}
