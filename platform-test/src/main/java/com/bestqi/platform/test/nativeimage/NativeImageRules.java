package com.bestqi.platform.test.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rules that let the main code of a module be compiled natively, as far as its class files tell
 * without a native compiler. A module extends this with its packages.
 */
@Tag("native-image")
public class NativeImageRules {
    /** Where our code reaches by reflection, and why that is well. */
    private static final Map<String, String> REFLECTION_THAT_IS_WELL =
            Map.of(
                    "com.bestqi.platform.inventory.StoreDeclaration.fields:"
                            + " java.lang.Class.getDeclaredFields",
                    "of what is @Store alone, which another rule has registered",
                    "com.bestqi.platform.problem.JsonFieldNames.getName:"
                            + " java.lang.Class.getDeclaredFields",
                    "of bodies, which are registered, as Jackson reads them");

    /** Places that hand on what could be anything, and why that is well. */
    private static final Map<String, String> ANYTHING_THAT_IS_WELL =
            Map.of(
                    "com.bestqi.platform.web.IdempotentInterceptor.answer",
                    "what a path answers, which Quarkus registers",
                    "com.bestqi.platform.web.IdempotentInterceptor.callOrReplay",
                    "the same",
                    "com.bestqi.platform.inbox.Subscriptions.delivery",
                    "events, all of which EventJson writes and so has registered",
                    "com.bestqi.device.command.CommandRepository.text",
                    "what came as JSON: texts, numbers, lists and maps",
                    "com.bestqi.device.command.CommandRepository.arguments",
                    "the same",
                    "com.bestqi.device.mqtt.Line.answer",
                    "members of a problem, each handed over where it is added");

    /**
     * Libraries that no extension of Quarkus prepares; one that a module lacks is not looked at.
     */
    private static final List<String> LIBRARIES =
            List.of(
                    "com.google.crypto.tink",
                    "io.vertx.mqtt",
                    "io.netty.handler.codec.mqtt",
                    "io.quarkiverse.resteasy.problem");

    /** What those keep all the same, and why that is well. */
    private static final Map<String, String> KEPT_THAT_IS_WELL =
            Map.of(
                    "com.google.crypto.tink.util.KeysDownloader",
                    "nobody downloads keys with it, so it is not in the program");

    private static final String INCLUDES = "quarkus.native.resources.includes";
    private static final String STORE = "Lcom/bestqi/platform/inventory/Store;";
    private static final String ENTITY = "Ljakarta/persistence/Entity;";

    private final OwnCode code;

    /** The packages of the module, those below them included. */
    protected NativeImageRules(String... packages) {
        code = OwnCode.of(List.of(packages));
    }

    @Test
    void whatOurCodeHandsToJacksonIsRegistered() {
        assertThat(unregistered(code)).isEmpty();
    }

    @Test
    void whatOurCodeHandsToJacksonIsKnown() {
        assertThat(handedOnUnknown(code)).isEmpty();
    }

    @Test
    void tablesWhoseDeclarationIsReadAreRegistered() {
        assertThat(unregisteredTables(code)).isEmpty();
    }

    @Test
    void nothingIsReachedByItsName() {
        assertThat(reachedByName(code)).isEmpty();
    }

    @Test
    void filesAreInTheImage() {
        assertThat(missingFiles(code, includes())).isEmpty();
    }

    @Test
    void nothingOfTheBuildingMachineIsKept() {
        assertThat(BuildTimeState.of(code)).isEmpty();
    }

    @Test
    void librariesKeepNothingOfItEither() {
        var kept = BuildTimeState.of(OwnCode.of(LIBRARIES));
        kept.keySet().removeAll(KEPT_THAT_IS_WELL.keySet());
        assertThat(kept).isEmpty();
    }

    static Map<String, String> unregistered(OwnCode code) {
        var registered = Registered.in(code);
        var missing = new TreeMap<String, String>();
        var values = HandedValues.of(code, Takers.Kind.JSON);
        JsonTypes.handedOver(code, values)
                .forEach((type, place) -> {
                    if (!registered.contains(type)) {
                        missing.put(HandedValues.readable(type), "handed over in " + place);
                    }
                });
        return missing;
    }

    static List<String> handedOnUnknown(OwnCode code) {
        return HandedValues.without(
                HandedValues.of(code, Takers.Kind.JSON).unknown(), ANYTHING_THAT_IS_WELL.keySet());
    }

    static Set<String> unregisteredTables(OwnCode code) {
        var registered = Registered.in(code);
        var missing = new TreeSet<String>();
        for (var type : code.classes()) {
            boolean isTable = OwnCode.annotation(type.visibleAnnotations, STORE) != null;
            // Hibernate's extension registers what is an entity.
            boolean isEntity = OwnCode.annotation(type.visibleAnnotations, ENTITY) != null;
            if (isTable && !isEntity && !registered.contains(type.name)) {
                missing.add(HandedValues.readable(type.name));
            }
        }
        return missing;
    }

    static List<String> reachedByName(OwnCode code) {
        return HandedValues.without(ByName.in(code), REFLECTION_THAT_IS_WELL.keySet());
    }

    /** Files that no pattern includes, or that have no name the compiled code tells. */
    static Map<String, String> missingFiles(OwnCode code, List<String> includes) {
        var values = HandedValues.of(code, Takers.Kind.FILES);
        var missing = new TreeMap<String, String>();
        values.files()
                .forEach((name, place) -> {
                    var path = Path.of(name.startsWith("/") ? name.substring(1) : name);
                    boolean included =
                            includes.stream()
                                    .map(glob ->
                                            FileSystems.getDefault().getPathMatcher("glob:" + glob))
                                    .anyMatch(matcher -> matcher.matches(path));
                    if (!included) {
                        missing.put(name, place);
                    }
                });
        values.unknown().forEach(place -> missing.put("?", place));
        return missing;
    }

    static List<String> includes() {
        var properties = new Properties();
        var loader = NativeImageRules.class.getClassLoader();
        try (var file = loader.getResourceAsStream("application.properties")) {
            if (file != null) {
                properties.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var value = properties.getProperty(INCLUDES, "");
        return value.isBlank() ? List.of() : List.of(value.split(",\\s*"));
    }
}
