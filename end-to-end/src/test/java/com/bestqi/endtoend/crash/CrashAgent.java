package com.bestqi.endtoend.crash;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a call of {@link CrashPoint#reached} at the beginning of the methods that are points. */
public final class CrashAgent implements ClassFileTransformer {
    /** Class to methods; a point's name is its method's. */
    private static final Map<String, List<String>> POINTS =
            new HashMap<>(
                    Map.of(
                            "com/bestqi/platform/outbox/Outbox", List.of("addAll"),
                            "com/bestqi/platform/outbox/OutboxRelay", List.of("send", "mark"),
                            "com/bestqi/platform/inbox/Inbox", List.of("enter"),
                            "com/bestqi/platform/erasure/ErasureEngine",
                                    List.of("accept", "finish"),
                            "com/bestqi/platform/erasure/ErasureTasks",
                                    List.of("saveProgress", "complete"),
                            "org/apache/kafka/clients/consumer/KafkaConsumer",
                                    List.of("commitSync")));

    private CrashAgent() {}

    /** Loaded into a running service; the argument is the folder of the markers. */
    public static void agentmain(String folder, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        if (!CrashPoint.armedBy(Path.of(folder))) {
            return;
        }
        instrumentation.addTransformer(new CrashAgent(), true);
        for (var loaded : instrumentation.getAllLoadedClasses()) {
            if (POINTS.containsKey(loaded.getName().replace('.', '/'))) {
                instrumentation.retransformClasses(loaded);
            }
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String name,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] original) {
        var methods = POINTS.get(name);
        if (methods == null) {
            return null;
        }
        try {
            return instrumented(loader, methods, original);
        } catch (RuntimeException e) {
            // The virtual machine would ignore it, and the point would never be reached.
            e.printStackTrace();
            throw e;
        }
    }

    private static byte[] instrumented(ClassLoader loader, List<String> methods, byte[] original) {
        var resolver =
                ClassHierarchyResolver.ofResourceParsing(loader)
                        .orElse(ClassHierarchyResolver.defaultResolver());
        var classes = ClassFile.of(ClassHierarchyResolverOption.of(resolver));
        var transform = ClassTransform.ACCEPT_ALL;
        for (var point : methods) {
            transform =
                    transform.andThen(
                            ClassTransform.transformingMethodBodies(
                                    method -> method.methodName().equalsString(point),
                                    callFirst(point)));
        }
        return classes.transformClass(classes.parse(original), transform);
    }

    private static CodeTransform callFirst(String point) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                builder.ldc(point)
                        .invokestatic(
                                ClassDesc.of(CrashPoint.class.getName()),
                                "reached",
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                builder.with(element);
            }
        };
    }
}
