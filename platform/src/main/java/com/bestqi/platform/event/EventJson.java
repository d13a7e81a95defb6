package com.bestqi.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events as JSON: unknown fields are ignored, so that a newer producer does not stop an older
 * consumer; properties in a fixed order, so that golden files stay equal.
 */
@RegisterForReflection(
        targets = {
            EventJson.class,
            AccountRegistered.class,
            AccountUpdated.class,
            AccountDeletionConfirmed.class,
            AccountSeen.class,
            ConsentState.class,
            ConsentMark.class,
            PolicyAnnounced.class,
            PolicyInForce.class,
            NoticeDelivered.class,
            SubjectDirective.class,
            SubjectDirective.Restriction.class,
            SubjectDirective.PartErasure.class,
            SubjectDirective.Hold.class,
            DirectiveOutcome.class,
            MessageRequested.class,
            DataDisclosed.class,
            RecipientsChanged.class,
            RecipientsChanged.Change.class,
            AuditHead.class,
            ParticipantPresent.class,
            PrivacySignalGiven.class
        })
public final class EventJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .build();

    private EventJson() {}

    /** Whether events of this type exist in this version of the suite, for whoever listens. */
    public static boolean knows(String type) {
        return Known.TYPES.contains(type);
    }

    /** Writes an event. */
    public static String write(Event event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event cannot be written: " + event.type(), e);
        }
    }

    /** Reads an event of a known type; throws {@link IOException} when it cannot be one. */
    public static <E extends Event> E read(byte[] json, Class<E> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /** Apart, for who only reads events, as a check from outside does, has no Quarkus. */
    private static final class Known {
        static final Set<String> TYPES =
                Stream.of(EventJson.class.getAnnotation(RegisterForReflection.class).targets())
                        .filter(Event.class::isAssignableFrom)
                        .map(Class::getSimpleName)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
