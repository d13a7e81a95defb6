package com.bestqi.platform.test.nativeimage;

import static java.util.function.Predicate.not;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/** Our types that Jackson sees because our code hands them to it, and what they are made of. */
final class JsonTypes {
    private static final String IGNORE = "Lcom/fasterxml/jackson/annotation/JsonIgnore;";
    private static final String JACKSON = "Lcom/fasterxml/jackson/";
    private static final String REST_ANNOTATIONS = "Ljakarta/ws/rs/";
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final OwnCode code;
    private final Map<String, String> found = new LinkedHashMap<>();

    private JsonTypes(OwnCode code) {
        this.code = code;
    }

    /** Internal names, each with the place that hands it over. */
    static Map<String, String> handedOver(OwnCode code, HandedValues values) {
        var types = new JsonTypes(code);
        values.types().forEach(types::require);
        return new TreeMap<>(types.found);
    }

    /** Internal names of what paths take and give, and clients of other services' paths. */
    static Map<String, String> ofPaths(OwnCode code) {
        var types = new JsonTypes(code);
        for (var type : code.classes()) {
            for (var method : type.methods) {
                if (!isPath(method)) {
                    continue;
                }
                var place = HandedValues.readable(type.name) + "." + method.name;
                Signatures.ofReturn(method.desc, method.signature)
                        .forEach(name -> types.require(name, place));
                int count = Type.getArgumentTypes(method.desc).length;
                for (int i = 0; i < count; i++) {
                    var annotations =
                            method.visibleParameterAnnotations == null
                                    ? null
                                    : method.visibleParameterAnnotations[i];
                    if (!OwnCode.annotatedFrom(annotations, REST_ANNOTATIONS)) {
                        Signatures.ofParameter(method.desc, method.signature, i)
                                .forEach(name -> types.require(name, place));
                    }
                }
            }
        }
        return new TreeMap<>(types.found);
    }

    /** Whether a method answers an HTTP verb, or is a client's. */
    static boolean isPath(MethodNode method) {
        return method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(one -> isVerb(one.desc));
    }

    private static boolean isVerb(String annotation) {
        return annotation.startsWith(REST_ANNOTATIONS)
                && VERBS.contains(
                        annotation.substring(REST_ANNOTATIONS.length(), annotation.length() - 1));
    }

    /** A type, what implements it, and the types of what it holds. */
    private void require(String name, String place) {
        var open = new ArrayDeque<String>();
        open.add(name);
        while (!open.isEmpty()) {
            var next = open.remove();
            var type = code.find(next);
            if (type == null || found.containsKey(next)) {
                continue;
            }
            if (isSeen(type)) {
                found.put(next, place);
            }
            if (OwnCode.isAbstract(type) && !OwnCode.isEnum(type)) {
                code.children(next).stream()
                        .map(child -> child.name)
                        .filter(not(found::containsKey))
                        .forEach(open::add);
            }
            if (!OwnCode.isEnum(type)) {
                open.addAll(parts(type));
            }
        }
    }

    /**
     * A plain enum needs no more than its constants, and an interface nothing, unless they are
     * annotated for Jackson.
     */
    private static boolean isSeen(ClassNode type) {
        if (!OwnCode.isEnum(type) && !OwnCode.isInterface(type)) {
            return true;
        }
        return OwnCode.annotatedFrom(type.visibleAnnotations, JACKSON)
                || type.methods.stream()
                        .anyMatch(m -> OwnCode.annotatedFrom(m.visibleAnnotations, JACKSON))
                || type.fields.stream()
                        .anyMatch(f -> OwnCode.annotatedFrom(f.visibleAnnotations, JACKSON));
    }

    private static Set<String> parts(ClassNode type) {
        var names = new TreeSet<String>();
        if (type.recordComponents != null) {
            type.recordComponents.stream()
                    .filter(part -> !ignored(type, part))
                    .forEach(part ->
                            names.addAll(Signatures.ofType(part.descriptor, part.signature)));
            return names;
        }
        type.fields.stream()
                .filter(field -> (field.access & Opcodes.ACC_STATIC) == 0)
                .filter(field -> OwnCode.annotation(field.visibleAnnotations, IGNORE) == null)
                .forEach(field -> names.addAll(Signatures.ofType(field.desc, field.signature)));
        return names;
    }

    private static boolean ignored(ClassNode type, RecordComponentNode part) {
        return OwnCode.annotation(part.visibleAnnotations, IGNORE) != null
                || type.methods.stream()
                        .filter(m -> m.name.equals(part.name) && m.desc.startsWith("()"))
                        .anyMatch(m -> OwnCode.annotation(m.visibleAnnotations, IGNORE) != null);
    }
}
