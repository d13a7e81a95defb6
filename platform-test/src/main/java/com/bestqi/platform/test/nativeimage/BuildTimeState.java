package com.bestqi.platform.test.nativeimage;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What classes would keep of the machine and the moment of the build: Quarkus initialises every
 * class then, so that static fields lie in the image as they were. Followed from the static
 * initialisers through our own methods.
 */
final class BuildTimeState {
    /** Nothing of these may be made or called. */
    private static final Set<String> TYPES =
            Set.of(
                    "java/util/Random",
                    "java/security/SecureRandom",
                    "java/util/SplittableRandom",
                    "java/util/concurrent/ThreadLocalRandom",
                    "java/util/random/RandomGenerator",
                    "java/lang/Thread",
                    "java/util/Timer",
                    "java/util/concurrent/Executors",
                    "java/util/concurrent/ThreadPoolExecutor",
                    "java/util/concurrent/ForkJoinPool",
                    "java/net/http/HttpClient",
                    "java/net/Socket",
                    "java/net/ServerSocket",
                    "java/net/DatagramSocket",
                    "java/net/InetAddress",
                    "java/net/NetworkInterface",
                    "java/nio/channels/Selector",
                    "java/nio/channels/FileChannel",
                    "java/nio/channels/SocketChannel",
                    "java/nio/file/Files",
                    "java/io/FileInputStream",
                    "java/io/FileOutputStream",
                    "java/io/RandomAccessFile",
                    "java/lang/foreign/Arena",
                    "java/lang/ref/Cleaner",
                    "java/lang/ProcessHandle",
                    "java/lang/Runtime",
                    "java/lang/management/ManagementFactory",
                    "javax/crypto/Cipher",
                    "javax/crypto/KeyGenerator",
                    "javax/net/ssl/SSLContext",
                    "java/security/KeyPairGenerator",
                    "java/util/zip/Inflater",
                    "java/util/zip/Deflater",
                    "io/vertx/core/buffer/Buffer",
                    "io/netty/buffer/Unpooled",
                    "io/netty/buffer/ByteBuf",
                    "com/google/crypto/tink/subtle/Random",
                    "org/eclipse/microprofile/config/ConfigProvider");

    private static final Set<String> CALLS =
            Set.of(
                    "java/lang/System.getenv",
                    "java/lang/System.getProperty",
                    "java/lang/System.nanoTime",
                    "java/lang/System.currentTimeMillis",
                    "java/lang/Integer.getInteger",
                    "java/lang/Long.getLong",
                    "java/lang/Boolean.getBoolean",
                    "java/lang/Math.random",
                    "java/util/UUID.randomUUID",
                    "java/util/Locale.getDefault",
                    "java/nio/charset/Charset.defaultCharset",
                    "java/nio/ByteBuffer.allocateDirect",
                    "java/time/ZoneId.systemDefault",
                    "java/time/Clock.systemDefaultZone",
                    "java/time/Clock.instant",
                    "java/time/Clock.millis");

    private static final Set<String> MOMENTS =
            Set.of(
                    "java/time/Instant",
                    "java/time/LocalDate",
                    "java/time/LocalDateTime",
                    "java/time/OffsetDateTime",
                    "java/time/ZonedDateTime",
                    "java/time/Year");

    private BuildTimeState() {}

    /** What must not be, by the class that keeps it. */
    static Map<String, String> of(OwnCode code) {
        var found = new TreeMap<String, String>();
        for (var type : code.classes()) {
            type.methods.stream()
                    .filter(method -> method.name.equals("<clinit>"))
                    .forEach(method -> {
                        var culprit = culprit(code, type, method);
                        if (culprit != null) {
                            found.put(HandedValues.readable(type.name), culprit);
                        }
                    });
        }
        return found;
    }

    private record Step(ClassNode type, MethodNode method) {}

    private static @Nullable String culprit(OwnCode code, ClassNode type, MethodNode initialiser) {
        var seen = new HashSet<MethodNode>();
        var open = new ArrayDeque<Step>();
        open.add(new Step(type, initialiser));
        while (!open.isEmpty()) {
            var step = open.remove();
            if (!seen.add(step.method())) {
                continue;
            }
            for (var instruction : step.method().instructions) {
                if (instruction instanceof MethodInsnNode call) {
                    if (isForbidden(call)) {
                        return HandedValues.readable(call.owner)
                                + "."
                                + call.name
                                + " in "
                                + HandedValues.readable(step.type().name)
                                + "."
                                + step.method().name;
                    }
                    open.addAll(targets(code, call));
                }
            }
        }
        return null;
    }

    private static boolean isForbidden(MethodInsnNode call) {
        return TYPES.contains(call.owner)
                || CALLS.contains(call.owner + "." + call.name)
                || (call.name.equals("now") && MOMENTS.contains(call.owner));
    }

    private static List<Step> targets(OwnCode code, MethodInsnNode call) {
        for (var type : code.withParents(call.owner)) {
            var method = code.method(type.name, call.name, call.desc);
            if (method != null && (method.access & Opcodes.ACC_ABSTRACT) == 0) {
                return List.of(new Step(type, method));
            }
        }
        return List.of();
    }
}
