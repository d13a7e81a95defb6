package com.bestqi.platform.test.nativeimage;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods with a parameter that is looked at by reflection or is the name of a file: those of the
 * libraries, and ours that pass their own parameter on to one.
 */
final class Takers {
    private static final Set<String> JACKSON =
            Set.of(
                    "com/fasterxml/jackson/databind/ObjectMapper",
                    "com/fasterxml/jackson/databind/json/JsonMapper",
                    "com/fasterxml/jackson/databind/ObjectReader",
                    "com/fasterxml/jackson/databind/ObjectWriter",
                    "com/fasterxml/jackson/databind/SequenceWriter",
                    "com/fasterxml/jackson/core/JsonParser",
                    "com/fasterxml/jackson/core/JsonGenerator");
    private static final Set<String> VALUES_OF_JACKSON =
            Set.of(
                    "writeValue",
                    "writeValueAsString",
                    "writeValueAsBytes",
                    "valueToTree",
                    "convertValue",
                    "write",
                    "writePOJO",
                    "writeObject");
    private static final Set<String> TYPES =
            Set.of("Ljava/lang/Class;", "Lcom/fasterxml/jackson/core/type/TypeReference;");
    private static final Set<String> ANSWERS =
            Set.of(
                    "jakarta/ws/rs/core/Response.ok",
                    "jakarta/ws/rs/core/Response$ResponseBuilder.entity",
                    "io/quarkiverse/resteasy/problem/HttpProblem$Builder.with");

    /** What is looked for. */
    enum Kind {
        /** What Jackson reads or writes, by itself or behind a path. */
        JSON,
        /** Names of files on the class path. */
        FILES
    }

    private final OwnCode code;
    private final Kind kind;
    private final Map<String, Set<Integer>> ours = new HashMap<>();

    Takers(OwnCode code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    /** The parameters of a method whose values are of interest. */
    Set<Integer> of(String owner, String name, String descriptor) {
        var found = new LinkedHashSet<>(ofLibrary(owner, name, descriptor));
        for (var type : code.withParents(owner)) {
            found.addAll(ours.getOrDefault(key(type.name, name, descriptor), Set.of()));
        }
        return found;
    }

    /** Notes that a method of ours passes a parameter on; returns whether that was not known. */
    boolean add(String owner, MethodNode method, int parameter) {
        boolean isNew = false;
        boolean isOverridable =
                (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0
                        && !method.name.startsWith("<");
        for (var type : code.withParents(owner)) {
            boolean declares =
                    type.name.equals(owner)
                            || (isOverridable
                                    && code.method(type.name, method.name, method.desc) != null);
            if (declares) {
                isNew |=
                        ours.computeIfAbsent(
                                        key(type.name, method.name, method.desc),
                                        _ -> new LinkedHashSet<>())
                                .add(parameter);
            }
        }
        return isNew;
    }

    private Set<Integer> ofLibrary(String owner, String name, String descriptor) {
        var taken = new LinkedHashSet<Integer>();
        var types = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < types.length; i++) {
            var type = types[i].getDescriptor();
            boolean wanted =
                    switch (kind) {
                        case JSON -> isJson(owner, name, type);
                        case FILES -> isFileName(owner, name) && type.equals("Ljava/lang/String;");
                    };
            if (wanted) {
                taken.add(i);
            }
        }
        return taken;
    }

    private static boolean isJson(String owner, String name, String type) {
        boolean isValue = type.equals("Ljava/lang/Object;");
        if (JACKSON.contains(owner)) {
            return TYPES.contains(type) || (isValue && VALUES_OF_JACKSON.contains(name));
        }
        return isValue && ANSWERS.contains(owner + "." + name);
    }

    private static boolean isFileName(String owner, String name) {
        return (owner.equals("java/lang/Class") || owner.equals("java/lang/ClassLoader"))
                && name.startsWith("getResource");
    }

    private static String key(String owner, String name, String descriptor) {
        return owner + "." + name + descriptor;
    }
}
