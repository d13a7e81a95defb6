package com.bestqi.dsr.directive;

import com.bestqi.platform.event.SubjectDirective.PartErasure;
import java.util.List;
import java.util.UUID;

/** Knows the erasures of a part that were ordered. */
public interface OrderedParts {

    /** All about a person, oldest first; the newest hundred of more. */
    List<PartErasure> ordered(UUID accountId);
}
