package com.bestqi.notification.contact;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How a person is reached.
 *
 * @param name what they want to be called, if they said
 * @param timeZone of the tz database, if they said
 * @param bounced whether the mail server said that there is no such address
 */
public record Contact(
        String email,
        @Nullable String name,
        String language,
        @Nullable String timeZone,
        boolean bounced) {
    /** Where their day begins and ends; UTC when that is not known. */
    public ZoneId zone() {
        try {
            return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            // A zone that account-service knows and this JVM's older tz data does not.
            return ZoneOffset.UTC;
        }
    }

    @Override
    public String toString() {
        return "Contact[hidden]";
    }
}
