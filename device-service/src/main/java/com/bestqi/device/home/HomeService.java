package com.bestqi.device.home;

import com.bestqi.device.smartdevice.HomeRole;
import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class HomeService {
    private static final int MOST = 20;

    private final HomeRepository homes;
    private final Homes known;
    private final HomeClosing closing;
    private final SmartDevices devices;
    private final Subjects subjects;
    private final Clock clock;

    HomeService(
            HomeRepository homes,
            Homes known,
            HomeClosing closing,
            SmartDevices devices,
            Subjects subjects,
            Clock clock) {
        this.homes = homes;
        this.known = known;
        this.closing = closing;
        this.devices = devices;
        this.subjects = subjects;
        this.clock = clock;
    }

    @Transactional
    List<Home> list(UUID accountId, PageRequest page) {
        if (homes.firstOf(accountId).isEmpty()) {
            // Consent may be heard of before the registration; the home is there all the same.
            subjects.share(accountId, Processing.STORAGE, DataCategory.HOME);
            known.ensure(accountId);
        }
        return homes.list(accountId, clock.instant(), page);
    }

    /** One that the person belongs to; 404 for any other. */
    @Transactional
    Home get(UUID accountId, UUID homeId) {
        return homes.one(accountId, homeId, clock.instant())
                .orElseThrow(ProblemException::notFound);
    }

    @Transactional
    Home create(UUID accountId, String name) {
        subjects.exclusive(accountId, Processing.COLLECT, DataCategory.HOME);
        known.ensure(accountId);
        if (homes.ownedBy(accountId).size() >= MOST) {
            throw new ProblemException(
                    HomeProblem.TOO_MANY_HOMES, "Delete one of the " + MOST + " first.");
        }
        var home = new Home(UUID.randomUUID(), name, HomeRole.OWNER, null, clock.instant());
        homes.insert(accountId, home.homeId(), name, home.since());
        return home;
    }

    /** Everybody leaves; each device goes to the first home of whose it is. */
    @Transactional
    void delete(UUID accountId, UUID homeId) {
        subjects.exclusive(accountId, Processing.ERASURE, DataCategory.HOME);
        known.requireOwner(accountId, homeId);
        if (homes.find(homeId).filter(HomeRepository.Owned::first).isPresent()) {
            throw new ProblemException(
                    HomeProblem.FIRST_HOME, "Devices that are in no other home are in this one.");
        }
        closing.empty(homeId);
        homes.delete(homeId);
    }

    /** Puts a device of the person's own into a home where they live. */
    @Transactional
    void put(UUID accountId, UUID homeId, UUID deviceId) {
        subjects.share(accountId, Processing.USE, DataCategory.HOME, DataCategory.DEVICE);
        // Nobody is taken out of it, and it does not end, meanwhile.
        homes.lock(homeId);
        var role = known.of(accountId, homeId).orElseThrow(ProblemException::notFound);
        if (!role.livesThere()) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "Guests of a home put no devices into it.");
        }
        if (!devices.put(accountId, deviceId, homeId)) {
            throw ProblemException.notFound();
        }
    }
}
