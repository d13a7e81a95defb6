package com.bestqi.consent.permission;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One switch of the catalogue.
 *
 * @param title by language
 * @param collects what is collected while it is on, by language
 * @param clauses of the policy that it serves
 * @param appPath where it is in the app
 * @param recipient who else receives something while it is on
 */
@RegisterForReflection
record PermissionSwitch(
        String key,
        Map<String, String> title,
        Map<String, List<String>> collects,
        List<String> clauses,
        String appPath,
        @Nullable String recipient,
        @Nullable Notice notice) {

    PermissionSwitch {
        title = Map.copyOf(title);
        collects = Map.copyOf(collects);
        clauses = List.copyOf(clauses);
    }

    /**
     * What the app shows before the switch can be granted.
     *
     * @param text by language
     */
    @RegisterForReflection
    record Notice(String version, Map<String, String> text) {
        Notice {
            text = Map.copyOf(text);
        }
    }

    /** The languages in which all of it is there. */
    Set<String> languages() {
        var languages = new TreeSet<>(title.keySet());
        languages.retainAll(collects.keySet());
        if (notice != null) {
            languages.retainAll(notice.text().keySet());
        }
        return languages;
    }

    /** Whether a grant that names this notice, or none, was given after what must be shown. */
    boolean shownBy(@Nullable String noticeName) {
        return notice == null
                ? noticeName == null
                : (key + "@" + notice.version()).equals(noticeName);
    }
}
