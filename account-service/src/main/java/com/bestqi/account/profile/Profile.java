package com.bestqi.account.profile;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person says about themselves, in plain text. */
public record Profile(
        String email,
        @Nullable String username,
        @Nullable String phone,
        @Nullable String name,
        @Nullable String nickname,
        String countryCode,
        String language,
        String timeZone) {
    /** Names of the fields in which another profile differs. */
    Set<String> differences(Profile other) {
        var names = new TreeSet<String>();
        note(names, "email", email, other.email);
        note(names, "username", username, other.username);
        note(names, "phone", phone, other.phone);
        note(names, "name", name, other.name);
        note(names, "nickname", nickname, other.nickname);
        note(names, "countryCode", countryCode, other.countryCode);
        note(names, "language", language, other.language);
        note(names, "timeZone", timeZone, other.timeZone);
        return names;
    }

    private static void note(
            Set<String> names, String field, @Nullable String one, @Nullable String other) {
        if (!Objects.equals(one, other)) {
            names.add(field);
        }
    }

    @Override
    public String toString() {
        return "Profile[hidden]";
    }
}
