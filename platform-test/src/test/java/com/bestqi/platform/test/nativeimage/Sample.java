package com.bestqi.platform.test.nativeimage;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Code as it must not be, and code as it may be. */
final class Sample {
    private Sample() {}

    record Read(String text) {}

    record Written(String text) {}

    record Listed(String text) {}

    record Part(String text, Kind kind, Plain plain) {}

    record Whole(List<Part> parts) {}

    record Passed(String text) {}

    record Captured(String text) {}

    record Answered(String text) {}

    record Registrar(Named named) {}

    enum Plain {
        ONE
    }

    enum Kind {
        SOME;

        @JsonValue
        String key() {
            return "some";
        }
    }

    sealed interface Shape permits Round, Square {}

    record Round(int size) implements Shape {}

    record Square(int size) implements Shape {}

    @RegisterForReflection
    record Well(String text) {}

    @RegisterForReflection(targets = Named.class)
    static final class Registry {
        private Registry() {}
    }

    record Named(String text) {}

    static final class Jackson {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Jackson() {}

        static Read read(String text) throws JsonProcessingException {
            return JSON.readValue(text, Read.class);
        }

        static String write(Written written) throws JsonProcessingException {
            return JSON.writeValueAsString(written);
        }

        static List<Listed> list(String text) throws JsonProcessingException {
            return JSON.readValue(text, new TypeReference<List<Listed>>() {});
        }

        static String whole() throws JsonProcessingException {
            return JSON.writeValueAsString(new Whole(List.of()));
        }

        static String shape(Shape shape) throws JsonProcessingException {
            return JSON.writeValueAsString(shape);
        }

        static Response answer() {
            return Response.ok(new Answered("a")).build();
        }

        static Well well(String text) throws JsonProcessingException {
            return JSON.readValue(text, Well.class);
        }

        static Named named(String text) throws JsonProcessingException {
            return JSON.readValue(text, Named.class);
        }
    }

    static final class Passing {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Passing() {}

        private static <T> T any(long ignored, String text, Class<T> type) {
            try {
                return JSON.readValue(text, type);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        static Passed passed() {
            return any(1, "{}", Passed.class);
        }

        static Supplier<Object> captured(Captured captured) {
            return () -> JSON.valueToTree(captured);
        }
    }

    static final class Unknown {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Unknown() {}

        static String anything(Function<String, Object> made) throws JsonProcessingException {
            return JSON.writeValueAsString(made.apply("x"));
        }
    }

    @Store(
            table = "sample",
            category = DataCategory.IDENTIFIER,
            purposes = "AC-1",
            clauses = "AC-1")
    record Table(@Impersonal String column) {}

    static final class Names {
        private Names() {}

        static Class<?> byName() throws ClassNotFoundException {
            return Class.forName("com.example.Driver");
        }
    }

    static final class Resources {
        private Resources() {}

        static InputStream known() {
            return open("/catalogue/known.json");
        }

        static InputStream forgotten() {
            return open("/wording/forgotten.json");
        }

        private static InputStream open(String name) {
            return Sample.class.getResourceAsStream(name);
        }
    }

    static final class Chance {
        private static final SecureRandom RANDOM = new SecureRandom();

        private Chance() {}

        static int some() {
            return RANDOM.nextInt();
        }
    }

    static final class Moment {
        static final Instant STARTED = begun();

        private Moment() {}

        private static Instant begun() {
            return Instant.now();
        }
    }

    static final class Later {
        static final ThreadLocal<SecureRandom> RANDOM = ThreadLocal.withInitial(SecureRandom::new);
        static final Map<String, Instant> FIXED =
                Map.of("then", Instant.parse("2026-01-01T00:00:00Z"));

        private Later() {}
    }
}
