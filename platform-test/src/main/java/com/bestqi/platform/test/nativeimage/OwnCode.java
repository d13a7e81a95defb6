package com.bestqi.platform.test.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The compiled classes of some packages, without those of tests. */
final class OwnCode {
    private static final String OF_TESTS = "com/bestqi/platform/test/";

    private final Map<String, ClassNode> classes;

    private OwnCode(Map<String, ClassNode> classes) {
        this.classes = Collections.unmodifiableMap(classes);
    }

    /** What the class path has of these packages and those below them. */
    static OwnCode of(List<String> packages) {
        var classes = new TreeMap<String, ClassNode>();
        for (var name : packages) {
            ClassPath.visit(
                    name.replace('.', '/'),
                    (file, content) -> {
                        if (file.endsWith(".class")) {
                            add(content, classes);
                        }
                    });
        }
        classes.keySet().removeIf(name -> name.startsWith(OF_TESTS));
        return new OwnCode(classes);
    }

    /** Just these classes, and those within them. */
    static OwnCode ofClasses(Class<?>... types) {
        var classes = new TreeMap<String, ClassNode>();
        for (var type : types) {
            var name = type.getName().replace('.', '/') + ".class";
            try (var file = type.getClassLoader().getResourceAsStream(name)) {
                if (file == null) {
                    throw new IllegalStateException("no class file of " + type);
                }
                add(file.readAllBytes(), classes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new OwnCode(classes);
    }

    private static void add(byte[] bytes, Map<String, ClassNode> classes) {
        var node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG);
        classes.put(node.name, node);
    }

    Collection<ClassNode> classes() {
        return classes.values();
    }

    /** A class by its internal name; null when it is somebody else's. */
    @Nullable ClassNode find(String name) {
        return classes.get(name);
    }

    boolean has(String name) {
        return classes.containsKey(name);
    }

    @Nullable MethodNode method(String owner, String name, String descriptor) {
        var type = classes.get(owner);
        return type == null
                ? null
                : type.methods.stream()
                        .filter(m -> m.name.equals(name) && m.desc.equals(descriptor))
                        .findFirst()
                        .orElse(null);
    }

    /** A class and all of ours that it extends or implements. */
    List<ClassNode> withParents(String name) {
        var found = new ArrayList<ClassNode>();
        addWithParents(name, found);
        return found;
    }

    private void addWithParents(@Nullable String name, List<ClassNode> found) {
        var type = name == null ? null : classes.get(name);
        if (type != null && !found.contains(type)) {
            found.add(type);
            addWithParents(type.superName, found);
            type.interfaces.forEach(parent -> addWithParents(parent, found));
        }
    }

    /** Ours that extend or implement it, at whatever distance. */
    List<ClassNode> children(String name) {
        return classes.values().stream()
                .filter(type -> !type.name.equals(name))
                .filter(type ->
                        withParents(type.name).stream()
                                .anyMatch(parent ->
                                        parent.name.equals(name)
                                                || name.equals(parent.superName)
                                                || parent.interfaces.contains(name)))
                .toList();
    }

    static boolean isInterface(ClassNode type) {
        return (type.access & Opcodes.ACC_INTERFACE) != 0;
    }

    static boolean isAbstract(ClassNode type) {
        return (type.access & Opcodes.ACC_ABSTRACT) != 0;
    }

    static boolean isAbstract(MethodNode method) {
        return (method.access & Opcodes.ACC_ABSTRACT) != 0;
    }

    static boolean isEnum(ClassNode type) {
        return (type.access & Opcodes.ACC_ENUM) != 0;
    }

    /** The annotation of this type among some, or null. */
    static @Nullable AnnotationNode annotation(
            @Nullable List<AnnotationNode> annotations, String descriptor) {
        return annotations == null
                ? null
                : annotations.stream()
                        .filter(annotation -> annotation.desc.equals(descriptor))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether something carries an annotation of a package. */
    static boolean annotatedFrom(@Nullable List<AnnotationNode> annotations, String prefix) {
        return annotations != null
                && annotations.stream().anyMatch(one -> one.desc.startsWith(prefix));
    }

    /** A value of an annotation, or null. */
    static @Nullable Object value(@Nullable AnnotationNode annotation, String name) {
        if (annotation == null || annotation.values == null) {
            return null;
        }
        for (int i = 0; i + 1 < annotation.values.size(); i += 2) {
            if (name.equals(annotation.values.get(i))) {
                return annotation.values.get(i + 1);
            }
        }
        return null;
    }
}
