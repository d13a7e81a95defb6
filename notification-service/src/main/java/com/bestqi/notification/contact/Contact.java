package com.bestqi.notification.contact;

import org.jspecify.annotations.Nullable;

/**
 * How a person is reached.
 *
 * @param name what they want to be called, if they said
 */
public record Contact(String email, @Nullable String name, String language) {
    @Override
    public String toString() {
        return "Contact[hidden]";
    }
}
