package com.bestqi.platform.test.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Compares what our code needs in a native program with what Quarkus wrote for the compiler, by
 * {@code ./suite native-check}. A service extends this with its packages.
 */
@Tag("native-image")
public class NativeSourcesRules {
    private static final Path FOLDER = Path.of("target", "native-sources");
    private static final String STORE = "Lcom/bestqi/platform/inventory/Store;";

    /** Annotations of methods that are looked at while the program runs. */
    private static final Set<String> LOOKED_AT =
            Set.of(
                    "Lcom/bestqi/platform/web/Idempotent;",
                    "Lcom/bestqi/platform/database/NotRepeatable;");

    private final OwnCode code;
    private final NativeSources sources = NativeSources.read(FOLDER);

    /** The packages of the module, those below them included. */
    protected NativeSourcesRules(String... packages) {
        code = OwnCode.of(List.of(packages));
    }

    @Test
    void whatIsWrittenAndReadAsJsonIsInTheProgram() {
        assertThat(missingTypes(code, sources)).isEmpty();
    }

    @Test
    void methodsWhoseAnnotationsAreReadAreInTheProgram() {
        assertThat(missingMethods(code, sources)).isEmpty();
    }

    @Test
    void declarationsOfTablesAreInTheProgram() {
        assertThat(missingTables(code, sources)).isEmpty();
    }

    @Test
    void filesAndMigrationsAreInTheProgram() {
        var names = new TreeSet<>(HandedValues.of(code, Takers.Kind.FILES).files().keySet());
        names.addAll(ClassPath.files("db"));
        assertThat(names).isNotEmpty();
        assertThat(missingFiles(names, sources)).isEmpty();
    }

    static Map<String, String> missingTypes(OwnCode code, NativeSources sources) {
        var wanted = new TreeMap<>(JsonTypes.ofPaths(code));
        wanted.putAll(JsonTypes.handedOver(code, HandedValues.of(code, Takers.Kind.JSON)));
        var missing = new TreeMap<String, String>();
        wanted.forEach((type, place) -> {
            var name = HandedValues.readable(type);
            if (!sources.isWhole(name)) {
                missing.put(name, "handed over in " + place);
            }
        });
        return missing;
    }

    static Set<String> missingMethods(OwnCode code, NativeSources sources) {
        var missing = new TreeSet<String>();
        for (var type : code.classes()) {
            var name = HandedValues.readable(type.name);
            type.methods.stream()
                    .filter(method -> isLookedAt(type, method))
                    .filter(method -> !sources.hasMethod(name, method.name))
                    .forEach(method -> missing.add(name + "." + method.name));
        }
        return missing;
    }

    /** Who may call a path and what is audited stands at its method. */
    private static boolean isLookedAt(ClassNode type, MethodNode method) {
        boolean isPath = !OwnCode.isInterface(type) && JsonTypes.isPath(method);
        return isPath
                || (method.visibleAnnotations != null
                        && method.visibleAnnotations.stream()
                                .anyMatch(one -> LOOKED_AT.contains(one.desc)));
    }

    static Set<String> missingTables(OwnCode code, NativeSources sources) {
        var missing = new TreeSet<String>();
        for (var type : code.classes()) {
            var name = HandedValues.readable(type.name);
            if (OwnCode.annotation(type.visibleAnnotations, STORE) != null
                    && !sources.hasFields(name)) {
                missing.add(name);
            }
        }
        return missing;
    }

    static Set<String> missingFiles(Set<String> names, NativeSources sources) {
        var missing = new TreeSet<String>();
        for (var name : names) {
            var path = name.startsWith("/") ? name.substring(1) : name;
            if (!sources.hasFile(path)) {
                missing.add(name);
            }
        }
        return missing;
    }
}
