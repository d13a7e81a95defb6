package com.bestqi.endtoend.trace;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tags of one module's tests, read from its compiled classes: the reports do not say them. Tags
 * of a class hold for its methods, for what extends it and for what is nested in it, as in JUnit.
 */
final class TestTags {
    private static final String TAG = "Lorg/junit/jupiter/api/Tag;";
    private static final String TAGS = "Lorg/junit/jupiter/api/Tags;";

    private final Map<String, Tagged> classes = new HashMap<>();

    private record Tagged(String parent, Set<String> tags, Map<String, Set<String>> methods) {}

    /** Of the classes in and below a folder. */
    static TestTags in(Path testClasses) throws IOException {
        var found = new TestTags();
        try (Stream<Path> files = Files.walk(testClasses)) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                found.add(ClassFile.of().parse(file));
            }
        }
        return found;
    }

    private void add(ClassModel model) {
        Map<String, Set<String>> methods = new HashMap<>();
        for (var method : model.methods()) {
            methods.computeIfAbsent(method.methodName().stringValue(), _ -> new HashSet<>())
                    .addAll(tags(method));
        }
        var parent = model.superclass().map(entry -> entry.asInternalName()).orElse("");
        classes.put(
                model.thisClass().asInternalName().replace('/', '.'),
                new Tagged(parent.replace('/', '.'), tags(model), methods));
    }

    private static Set<String> tags(AttributedElement element) {
        Set<String> tags = new HashSet<>();
        element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(all -> all.annotations().forEach(one -> collect(one, tags)));
        return tags;
    }

    private static void collect(Annotation annotation, Set<String> tags) {
        var type = annotation.className().stringValue();
        if (type.equals(TAG)) {
            for (AnnotationElement element : annotation.elements()) {
                if (element.value() instanceof AnnotationValue.OfString text) {
                    tags.add(text.stringValue());
                }
            }
        } else if (type.equals(TAGS)) {
            for (AnnotationElement element : annotation.elements()) {
                if (element.value() instanceof AnnotationValue.OfArray array) {
                    array.values().forEach(value -> nested(value, tags));
                }
            }
        }
    }

    private static void nested(AnnotationValue value, Set<String> tags) {
        if (value instanceof AnnotationValue.OfAnnotation of) {
            collect(of.annotation(), tags);
        }
    }

    /** Of one test; none for a class that this module does not have. */
    Set<String> of(String className, String method) {
        Set<String> tags = new HashSet<>();
        for (var name : outwards(className)) {
            for (var at = classes.get(name); at != null; at = classes.get(at.parent())) {
                tags.addAll(at.tags());
                tags.addAll(at.methods().getOrDefault(method, Set.of()));
            }
        }
        return tags;
    }

    private static List<String> outwards(String className) {
        return Stream.iterate(
                        className,
                        name -> !name.isEmpty(),
                        name -> name.substring(0, Math.max(0, name.lastIndexOf('$'))))
                .toList();
    }
}
