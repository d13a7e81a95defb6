package com.bestqi.device.phone;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PhoneService {
    /** AU-1 in identified form. */
    static final String DIAGNOSTICS = "diagnostics";

    private final PhoneRepository phones;
    private final Subjects subjects;

    PhoneService(PhoneRepository phones, Subjects subjects) {
        this.phones = phones;
        this.subjects = subjects;
    }

    /** Stores the phone as far as the person allows; returns the names of what was dropped. */
    @Transactional
    List<String> put(UUID accountId, Phone phone) {
        var owner = subjects.share(accountId, Processing.COLLECT, DataCategory.PHONE);
        boolean all = owner.permits(DIAGNOSTICS);
        if (!phones.put(owner, all ? phone : phone.bare())) {
            throw ProblemException.notFound();
        }
        return all ? List.of() : phone.surroundings().names();
    }

    List<Phone> list(UUID accountId, PageRequest page) {
        return phones.list(accountId, page);
    }

    @Transactional
    void delete(UUID accountId, UUID installationId) {
        subjects.share(accountId, Processing.ERASURE, DataCategory.PHONE);
        if (!phones.delete(accountId, installationId)) {
            throw ProblemException.notFound();
        }
    }
}
