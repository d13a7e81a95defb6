package com.bestqi.kubernetes;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is checked: every overlay, and every component alone and all together. Each is rendered
 * once; tests that spoil take a copy.
 */
final class Renderings {
    private static final Map<Path, Manifests> DONE = new ConcurrentHashMap<>();

    private Renderings() {}

    /** The folders of all of them by a short name. */
    static Map<String, Path> folders() {
        var folders = new TreeMap<String, Path>();
        Stream.of(Repository.K8S.resolve("overlays"), Repository.COMPOSITIONS)
                .flatMap(parent -> Repository.folders(parent).stream())
                .forEach(folder -> folders.put(folder.getFileName().toString(), folder));
        return folders;
    }

    static Map<String, Manifests> all() {
        var all = new TreeMap<String, Manifests>();
        folders().forEach((name, folder) -> all.put(name, of(folder)));
        return all;
    }

    static Manifests overlay(String name) {
        return of(Repository.K8S.resolve("overlays").resolve(name));
    }

    private static Manifests of(Path folder) {
        return DONE.computeIfAbsent(folder, at -> new Manifests(Kustomize.render(at)));
    }
}
