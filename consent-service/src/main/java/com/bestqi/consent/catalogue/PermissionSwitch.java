package com.bestqi.consent.catalogue;

import com.bestqi.platform.inventory.DataCategory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One switch of the catalogue. Beside what the app shows it says what a grant is about, for
 * decisions and receipts.
 *
 * @param title by language
 * @param collects what is collected while it is on, by language
 * @param clauses of the policy that it serves
 * @param purposes what for, by their keys
 * @param categories of what it lets in, as restrictions name them
 * @param ofPhone whether it stands for a permission that each phone has of its own
 * @param dpv the same in the terms of the Data Privacy Vocabulary
 * @param appPath where it is in the app
 * @param recipient who else receives something while it is on
 */
@RegisterForReflection
public record PermissionSwitch(
        String key,
        Map<String, String> title,
        Map<String, List<String>> collects,
        List<String> clauses,
        List<String> purposes,
        List<String> categories,
        boolean ofPhone,
        Terms dpv,
        String appPath,
        @Nullable String recipient,
        @Nullable Notice notice) {

    /** Copies what could be changed. */
    public PermissionSwitch {
        title = Map.copyOf(title);
        collects = Map.copyOf(collects);
        clauses = List.copyOf(clauses);
        purposes = List.copyOf(purposes);
        categories = List.copyOf(categories);
    }

    /** What it lets in, as the inventory and restrictions know it. */
    public List<DataCategory> data() {
        return categories.stream().map(key -> DataCategories.find(key).orElseThrow()).toList();
    }

    /**
     * What it is called in the Data Privacy Vocabulary.
     *
     * @param personalData kinds of data, as {@code pd:} terms
     * @param sensitive whether that is sensitive data, which takes an explicit consent (SD-2)
     */
    @RegisterForReflection
    public record Terms(List<String> personalData, boolean sensitive) {
        /** Copies the list. */
        public Terms {
            personalData = List.copyOf(personalData);
        }
    }

    /**
     * What the app shows before the switch can be granted.
     *
     * @param text by language
     */
    @RegisterForReflection
    public record Notice(String version, Map<String, String> text) {
        /** Copies the map. */
        public Notice {
            text = Map.copyOf(text);
        }
    }

    /** The languages in which all of it is there. */
    public Set<String> languages() {
        var languages = new TreeSet<>(title.keySet());
        languages.retainAll(collects.keySet());
        if (notice != null) {
            languages.retainAll(notice.text().keySet());
        }
        return languages;
    }

    /** Whether a grant that names this notice, or none, was given after what must be shown. */
    public boolean shownBy(@Nullable String noticeName) {
        return notice == null
                ? noticeName == null
                : (key + "@" + notice.version()).equals(noticeName);
    }
}
