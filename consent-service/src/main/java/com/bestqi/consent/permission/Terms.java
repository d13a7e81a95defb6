package com.bestqi.consent.permission;

import com.bestqi.consent.catalogue.PermissionSwitch;
import com.bestqi.consent.recipient.Recipient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a grant or a withdrawal was about, in the words and with the recipients of that day: the
 * catalogue and the register go on changing, the receipt must not.
 *
 * @param language of the words; {@code und} when the app did not say which it showed
 * @param label the switch's title
 * @param appPath where it was done, unless a signal did it
 * @param purposes keys of purposes
 * @param categories kinds of data by their keys
 * @param personalData the same as {@code pd:} terms of the Data Privacy Vocabulary
 * @param sensitive whether that takes an explicit consent (SD-2)
 */
@RegisterForReflection
public record Terms(
        String language,
        String label,
        String appPath,
        List<String> purposes,
        List<String> categories,
        List<String> personalData,
        boolean sensitive,
        List<Party> recipients) {
    /** When nobody said which language was shown. */
    public static final String UNKNOWN_LANGUAGE = "und";

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** Copies the lists. */
    public Terms {
        purposes = List.copyOf(purposes);
        categories = List.copyOf(categories);
        personalData = List.copyOf(personalData);
        recipients = List.copyOf(recipients);
    }

    /** Somebody outside who receives something while the switch is on. */
    @RegisterForReflection
    public record Party(
            String id, String name, String kind, String country, @Nullable String safeguard) {
        static Party of(Recipient recipient) {
            var safeguard = recipient.safeguard();
            return new Party(
                    recipient.id(),
                    recipient.name(),
                    recipient.kind().name(),
                    recipient.country(),
                    safeguard == null ? null : safeguard.name());
        }
    }

    /** What a switch is about today. */
    public static Terms of(PermissionSwitch known, String language, List<Recipient> recipients) {
        var titles = known.title();
        return new Terms(
                language,
                titles.getOrDefault(language, titles.getOrDefault("en", known.key())),
                known.appPath(),
                known.purposes(),
                known.categories(),
                known.dpv().personalData(),
                known.dpv().sensitive(),
                recipients.stream().map(Party::of).toList());
    }

    static @Nullable Terms read(@Nullable String json) {
        try {
            return json == null ? null : JSON.readValue(json, Terms.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the terms of an entry are not JSON", e);
        }
    }

    static @Nullable String write(@Nullable Terms terms) {
        try {
            return terms == null ? null : JSON.writeValueAsString(terms);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("terms are always JSON", e);
        }
    }
}
