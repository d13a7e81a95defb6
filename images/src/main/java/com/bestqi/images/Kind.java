package com.bestqi.images;

import java.util.Locale;

/** What runs in an image. */
enum Kind {
    /** The jars, on a base that has the JVM. */
    JVM,
    /** The program that the native profile compiled, on a base that has little more than libc. */
    NATIVE;

    static Kind named(String name) {
        return switch (name) {
            case "jvm" -> JVM;
            case "native" -> NATIVE;
            default -> throw new ImagesException("--kind is jvm or native, not " + name);
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tag of an image of this kind: k8s/ takes the native ones unless told otherwise. */
    String tag(String version) {
        return this == NATIVE ? version : version + "-jvm";
    }
}
