package com.bestqi.device.location;

import com.bestqi.device.phone.Phones;
import com.bestqi.device.sample.Refusal;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class LocationService {
    private final LocationRepository locations;
    private final Phones phones;
    private final Subjects subjects;
    private final Clock clock;

    LocationService(LocationRepository locations, Phones phones, Subjects subjects, Clock clock) {
        this.locations = locations;
        this.phones = phones;
        this.subjects = subjects;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param coarsened how many came precise and were kept, or had been kept, coarse
     * @param duplicates how many had been kept before
     */
    record Outcome(int accepted, int coarsened, int duplicates, List<Refusal> refused) {}

    /** Judges and stores a batch under one lock, with one insert. */
    @Transactional
    Outcome store(UUID accountId, UUID installationId, List<LocationItem> samples) {
        var owner = subjects.shareForItems(accountId);
        if (phones.isForeign(accountId, installationId)) {
            throw ProblemException.notFound();
        }
        var rules = new LocationRules(installationId, owner, clock.instant());
        var kept = new ArrayList<Position>(samples.size());
        var refused = new ArrayList<Refusal>();
        int coarsened = 0;
        for (int i = 0; i < samples.size(); i++) {
            switch (rules.judge(samples.get(i))) {
                case LocationRules.Kept(var position, var cut) -> {
                    kept.add(position);
                    coarsened += cut ? 1 : 0;
                }
                case LocationRules.Refused(var reason) -> refused.add(new Refusal(i, reason));
            }
        }
        int stored = locations.insert(owner, installationId, kept);
        return new Outcome(stored, coarsened, kept.size() - stored, refused);
    }

    List<Position> newest(UUID accountId, PageRequest page) {
        return locations.newest(accountId, page);
    }

    /** Where a page that ends with this position goes on. */
    static String cursor(Position position) {
        return LocationRepository.cursor(position);
    }
}
