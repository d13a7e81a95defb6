package com.bestqi.platform.test.nativeimage;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.tree.MethodInsnNode;

/** Where our own code reaches for classes and members by reflection. */
final class ByName {
    private static final Map<String, Set<String>> CALLS =
            Map.ofEntries(
                    Map.entry(
                            "java/lang/Class",
                            Set.of(
                                    "forName",
                                    "newInstance",
                                    "getMethod",
                                    "getMethods",
                                    "getDeclaredMethod",
                                    "getDeclaredMethods",
                                    "getField",
                                    "getFields",
                                    "getDeclaredField",
                                    "getDeclaredFields",
                                    "getConstructor",
                                    "getConstructors",
                                    "getDeclaredConstructor",
                                    "getDeclaredConstructors",
                                    "getRecordComponents",
                                    "getPermittedSubclasses",
                                    "getDeclaredClasses",
                                    "getClasses")),
                    Map.entry("java/lang/ClassLoader", Set.of("loadClass")),
                    Map.entry("java/lang/reflect/Constructor", Set.of("newInstance")),
                    Map.entry("java/lang/reflect/Method", Set.of("invoke")),
                    Map.entry("java/lang/reflect/Field", Set.of("get", "set", "setAccessible")),
                    Map.entry("java/lang/reflect/Proxy", Set.of("newProxyInstance")),
                    Map.entry("java/lang/reflect/Array", Set.of("newInstance")),
                    Map.entry(
                            "java/lang/invoke/MethodHandles",
                            Set.of("lookup", "publicLookup", "privateLookupIn")),
                    Map.entry("java/util/ServiceLoader", Set.of("load", "loadInstalled")),
                    Map.entry("java/util/ResourceBundle", Set.of("getBundle")),
                    Map.entry("java/io/ObjectInputStream", Set.of("<init>", "readObject")),
                    Map.entry("java/io/ObjectOutputStream", Set.of("<init>", "writeObject")),
                    Map.entry("java/lang/foreign/Linker", Set.of("nativeLinker")),
                    Map.entry("java/lang/System", Set.of("load", "loadLibrary")));

    private ByName() {}

    /** The methods that do, as {@code class.method: what}. */
    static Set<String> in(OwnCode code) {
        var found = new TreeSet<String>();
        for (var type : code.classes()) {
            for (var method : type.methods) {
                for (var instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call
                            && (CALLS.getOrDefault(call.owner, Set.of()).contains(call.name)
                                    || call.owner.startsWith("sun/misc/"))) {
                        found.add(
                                HandedValues.readable(type.name)
                                        + "."
                                        + method.name
                                        + ": "
                                        + HandedValues.readable(call.owner)
                                        + "."
                                        + call.name);
                    }
                }
            }
        }
        return found;
    }
}
