package com.bestqi.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Renders what {@code k8s/} uses of kustomize: resources, components, patches, images, namespace,
 * labels and generated config maps with a hash. Anything else is refused, so that it is never
 * rendered otherwise here than by {@code kubectl kustomize}; where kubectl is, a test compares.
 */
final class Kustomize {
    private static final Set<String> FIELDS =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "components",
                    "configMapGenerator",
                    "patches",
                    "labels",
                    "images");
    private static final Set<String> WITHOUT_NAMESPACE =
            Set.of("Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass");
    private static final Set<String> WITH_TEMPLATE =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job");

    private final Set<ObjectNode> generated = Collections.newSetFromMap(new IdentityHashMap<>());

    private Kustomize() {}

    /** Everything that the kustomization in {@code folder} stands for. */
    static List<ObjectNode> render(Path folder) {
        var rendering = new Kustomize();
        var objects = new ArrayList<ObjectNode>();
        rendering.accumulate(folder, objects);
        rendering.nameByContent(objects);
        return List.copyOf(objects);
    }

    /** Adds to {@code objects}, and changes all of them: those of a component's user too. */
    private void accumulate(Path folder, List<ObjectNode> objects) {
        var file = folder.resolve("kustomization.yaml");
        var kustomization = Documents.readOne(file);
        kustomization.fieldNames().forEachRemaining(name -> require(FIELDS.contains(name), name));
        for (var resource : kustomization.path("resources")) {
            var path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                var inside = new ArrayList<ObjectNode>();
                accumulate(path, inside);
                objects.addAll(inside);
            } else {
                objects.addAll(Documents.read(path));
            }
        }
        for (var component : kustomization.path("components")) {
            accumulate(folder.resolve(component.asText()).normalize(), objects);
        }
        for (var generator : kustomization.path("configMapGenerator")) {
            objects.add(generate(folder, generator));
        }
        for (var patch : kustomization.path("patches")) {
            patch(folder, patch, objects);
        }
        if (kustomization.has("namespace")) {
            objects.forEach(
                    object -> setNamespace(object, kustomization.path("namespace").asText()));
        }
        for (var label : kustomization.path("labels")) {
            objects.forEach(object -> setLabels(object, label));
        }
        for (var image : kustomization.path("images")) {
            objects.forEach(object -> setImages(object, image));
        }
        unique(objects, file);
    }

    private ObjectNode generate(Path folder, JsonNode generator) {
        only(generator, "name", "literals", "files", "options");
        only(generator.path("options"), "labels");
        var data = new TreeMap<String, String>();
        for (var literal : generator.path("literals")) {
            var parts = literal.asText().split("=", 2);
            data.put(parts[0], parts[1]);
        }
        for (var named : generator.path("files")) {
            var parts = named.asText().split("=", 2);
            data.put(parts[0], text(folder.resolve(parts[parts.length - 1])));
        }
        var map = Documents.JSON.createObjectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.set("data", Documents.JSON.valueToTree(data));
        var metadata = map.putObject("metadata").put("name", generator.path("name").asText());
        if (generator.path("options").has("labels")) {
            metadata.set("labels", generator.at("/options/labels").deepCopy());
        }
        generated.add(map);
        return map;
    }

    private static void patch(Path folder, JsonNode patch, List<ObjectNode> objects) {
        only(patch, "path", "patch", "target");
        only(patch.path("target"), "kind", "name");
        require(patch.path("target").has("kind"), "a patch without the kind of its target");
        var file = folder.resolve(patch.path("path").asText("kustomization.yaml"));
        var text = patch.has("patch") ? patch.path("patch").asText() : text(file);
        var body = Documents.tree(text, file.toString());
        require(body.size() == 1, file + ": one patch at a time");
        JsonNode content = Documents.JSON.valueToTree(body.getFirst());
        var targets =
                objects.stream().filter(object -> aimedAt(object, patch.path("target"))).toList();
        if (Patches.deletes(content)) {
            objects.removeAll(targets);
        } else if (content instanceof ArrayNode operations) {
            targets.forEach(object -> Patches.apply(object, operations));
        } else {
            targets.forEach(object -> Patches.merge(object, (ObjectNode) content));
        }
    }

    private static boolean aimedAt(ObjectNode object, JsonNode target) {
        return matches(target.path("kind").asText(), object.path("kind").asText())
                && (!target.has("name")
                        || matches(
                                target.path("name").asText(),
                                object.at("/metadata/name").asText()));
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.matches(pattern, text);
    }

    private static void setNamespace(ObjectNode object, String namespace) {
        var metadata = (ObjectNode) object.get("metadata");
        if (object.path("kind").asText().equals("Namespace")) {
            metadata.put("name", namespace);
        } else if (!WITHOUT_NAMESPACE.contains(object.path("kind").asText())) {
            metadata.put("namespace", namespace);
        }
    }

    private static void setLabels(ObjectNode object, JsonNode label) {
        only(label, "pairs", "includeTemplates");
        var pairs = (ObjectNode) label.path("pairs");
        labels((ObjectNode) object.get("metadata")).setAll(pairs);
        if (label.path("includeTemplates").asBoolean()
                && WITH_TEMPLATE.contains(object.path("kind").asText())) {
            var template = object.withObject("/spec/template");
            labels(template.withObject("/metadata")).setAll(pairs);
        }
    }

    private static ObjectNode labels(ObjectNode metadata) {
        return metadata.withObject("/labels");
    }

    private static void setImages(JsonNode object, JsonNode image) {
        only(image, "name", "newName", "newTag", "digest");
        for (var list : List.of("containers", "initContainers")) {
            for (var found : object.findValues(list)) {
                for (var container : found) {
                    setImage((ObjectNode) container, image);
                }
            }
        }
    }

    private static void setImage(ObjectNode container, JsonNode image) {
        var name = container.path("image").asText().replaceFirst("(:[^/:@]+)?(@.*)?$", "");
        if (name.equals(image.path("name").asText())) {
            container.put(
                    "image",
                    image.path("newName").asText(name)
                            + (image.has("newTag") ? ":" + image.path("newTag").asText() : "")
                            + (image.has("digest") ? "@" + image.path("digest").asText() : ""));
        }
    }

    /** A generated map is called by what is in it, so that a change of it rolls its pods. */
    private void nameByContent(List<ObjectNode> objects) {
        for (var map : generated) {
            var metadata = (ObjectNode) map.get("metadata");
            var name = metadata.path("name").asText();
            var hashed = name + "-" + ContentHash.of(map.path("data"));
            metadata.put("name", hashed);
            objects.forEach(object -> refer(object, name, hashed));
        }
    }

    private static void refer(JsonNode node, String name, String hashed) {
        for (var reference : List.of("configMapRef", "configMapKeyRef", "configMap")) {
            if (node.get(reference) instanceof ObjectNode found
                    && found.path("name").asText().equals(name)) {
                found.put("name", hashed);
            }
        }
        node.forEach(child -> refer(child, name, hashed));
    }

    private static void unique(List<ObjectNode> objects, Path file) {
        var seen = new TreeMap<String, ObjectNode>();
        for (var object : objects) {
            var id = Manifests.id(object);
            require(seen.put(id, object) == null, file + " has twice " + id);
        }
    }

    private static void only(JsonNode node, String... fields) {
        node.fieldNames().forEachRemaining(name -> require(Set.of(fields).contains(name), name));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("not rendered here: " + what);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
