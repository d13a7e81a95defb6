package com.bestqi.platform.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * JSON as the API promises it: no unknown field, no coercion between types, no duplicate field,
 * nothing after the end, no text that PostgreSQL could not keep.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    @Override
    public void customize(ObjectMapper mapper) {
        configure(mapper);
    }

    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    /** Makes a mapper strict. */
    public static void configure(ObjectMapper mapper) {
        mapper.getFactory()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
                .configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true)
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false);
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        for (var type :
                new LogicalType[] {
                    LogicalType.Textual,
                    LogicalType.Integer,
                    LogicalType.Float,
                    LogicalType.Boolean,
                    LogicalType.Enum,
                    LogicalType.DateTime
                }) {
            var coercion = mapper.coercionConfigFor(type);
            for (var shape : CoercionInputShape.values()) {
                if (!natural(type, shape)) {
                    coercion.setCoercion(shape, CoercionAction.Fail);
                }
            }
        }
        var module = new SimpleModule("strict");
        module.addDeserializer(String.class, new Text());
        module.addDeserializer(Instant.class, new Moment());
        mapper.registerModule(module);
    }

    private static boolean natural(LogicalType type, CoercionInputShape shape) {
        return switch (shape) {
            case String ->
                    type == LogicalType.Textual
                            || type == LogicalType.Enum
                            || type == LogicalType.DateTime;
            case Integer -> type == LogicalType.Integer || type == LogicalType.Float;
            case Float -> type == LogicalType.Float;
            case Boolean -> type == LogicalType.Boolean;
            default -> false;
        };
    }

    private static final class Text extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Text() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            var text = parser.getText();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    i++;
                } else if (c == 0 || Character.isSurrogate(c)) {
                    return (String)
                            context.handleWeirdStringValue(
                                    String.class, "", "has a character that is none");
                }
            }
            return text;
        }
    }

    private static final class Moment extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        Moment() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                var moment = OffsetDateTime.parse(parser.getText()).toInstant();
                if (moment.isAfter(EARLIEST) && moment.isBefore(LATEST)) {
                    return moment.truncatedTo(ChronoUnit.MICROS);
                }
            } catch (DateTimeParseException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, "", "is no instant");
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, "", "is out of range");
        }
    }
}
