package com.bestqi.endtoend.crash;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;

/** Puts a call of {@link CrashPoint#reached} at the beginning of the methods that are points. */
public final class CrashAgent implements ClassFileTransformer {
    /** Class to method; the point's name is the method's. */
    static final Map<String, String> POINTS =
            Map.of(
                    "com/bestqi/platform/outbox/Outbox", "addAll",
                    "com/bestqi/platform/outbox/OutboxRelay", "send,mark",
                    "com/bestqi/platform/inbox/Inbox", "enter",
                    "com/bestqi/platform/erasure/ErasureEngine", "accept,finish",
                    "com/bestqi/platform/erasure/ErasureTasks", "saveProgress,complete",
                    "org/apache/kafka/clients/consumer/KafkaConsumer", "commitSync");

    private CrashAgent() {}

    /** Started by the virtual machine; the argument is the folder of the markers. */
    public static void premain(String folder, Instrumentation instrumentation) {
        CrashPoint.armedBy(Path.of(folder));
        instrumentation.addTransformer(new CrashAgent());
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
        var classes =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(loader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        var wanted = Set.of(methods.split(","));
        return classes.transformClass(
                classes.parse(original),
                (builder, element) -> {
                    if (element instanceof MethodModel method
                            && wanted.contains(method.methodName().stringValue())) {
                        var point = method.methodName().stringValue();
                        ClassTransform.transformingMethodBodies(_ -> true, callFirst(point))
                                .accept(builder, method);
                    } else {
                        builder.with(element);
                    }
                });
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
