package com.bestqi.dsr.directive;

import com.bestqi.platform.event.SubjectDirective.Hold;
import java.util.List;
import java.util.UUID;

/** Knows the legal holds. */
public interface HoldsInForce {

    /** Everything that is in force for a person, oldest first. */
    List<Hold> holds(UUID accountId);
}
