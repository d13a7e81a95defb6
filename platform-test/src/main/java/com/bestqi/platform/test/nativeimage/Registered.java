package com.bestqi.platform.test.nativeimage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Type;

/** Our types that are registered for reflection by {@code @RegisterForReflection}. */
final class Registered {
    private static final String ANNOTATION =
            "Lio/quarkus/runtime/annotations/RegisterForReflection;";

    private Registered() {}

    static Set<String> in(OwnCode code) {
        var found = new HashSet<String>();
        for (var type : code.classes()) {
            var annotation = OwnCode.annotation(type.invisibleAnnotations, ANNOTATION);
            if (annotation == null) {
                annotation = OwnCode.annotation(type.visibleAnnotations, ANNOTATION);
            }
            if (annotation == null) {
                continue;
            }
            if (OwnCode.value(annotation, "targets") instanceof List<?> targets) {
                targets.stream()
                        .map(Type.class::cast)
                        .forEach(target -> found.add(target.getInternalName()));
            } else {
                found.add(type.name);
            }
        }
        return found;
    }
}
