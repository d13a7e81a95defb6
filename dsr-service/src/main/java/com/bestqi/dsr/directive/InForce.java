package com.bestqi.dsr.directive;

import com.bestqi.platform.event.SubjectDirective.Restriction;
import java.util.List;
import java.util.UUID;

/** Knows the restrictions in force. */
public interface InForce {

    /** Everything that is in force for a person, oldest first. */
    List<Restriction> inForce(UUID accountId);
}
