package com.bestqi.platform.test.nativeimage;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the values come from that the instructions of one method use. */
final class Sources {
    private final Map<AbstractInsnNode, Integer> parameters;
    private final MethodNode method;
    private final @Nullable Frame<SourceValue>[] frames;

    private Sources(
            MethodNode method,
            @Nullable Frame<SourceValue>[] frames,
            Map<AbstractInsnNode, Integer> parameters) {
        this.method = method;
        this.frames = frames;
        this.parameters = parameters;
    }

    static Sources of(ClassNode owner, MethodNode method) {
        var interpreter = new Following(method);
        try {
            return new Sources(
                    method,
                    new Analyzer<>(interpreter).analyze(owner.name, method),
                    interpreter.parameters);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(owner.name + "." + method.name, e);
        }
    }

    /** What may have made the value that lies so deep on the stack before an instruction. */
    List<AbstractInsnNode> before(AbstractInsnNode instruction, int depth) {
        var frame = frames[method.instructions.indexOf(instruction)];
        if (frame == null || frame.getStackSize() <= depth) {
            return List.of(); // Never reached.
        }
        return new ArrayList<>(frame.getStack(frame.getStackSize() - 1 - depth).insns);
    }

    /** The parameter that a source stands for, the instance not counted; null when it is none. */
    @Nullable Integer parameter(AbstractInsnNode source) {
        return parameters.get(source);
    }

    /** Follows values through variables, to what made them. */
    private static final class Following extends SourceInterpreter {
        private final Map<AbstractInsnNode, Integer> parameters = new IdentityHashMap<>();
        private final MethodNode method;

        Following(MethodNode method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public SourceValue newParameterValue(boolean isInstance, int local, Type type) {
            var source = new VarInsnNode(Opcodes.ALOAD, local);
            if (!isInstance || local > 0) {
                parameters.put(source, number(local));
            }
            return new SourceValue(type.getSize(), source);
        }

        /** Wide parameters take two places. */
        private int number(int local) {
            int place = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
            var types = Type.getArgumentTypes(method.desc);
            for (int i = 0; i < types.length; i++) {
                if (place == local) {
                    return i;
                }
                place += types[i].getSize();
            }
            throw new IllegalStateException("no parameter at " + local + " of " + method.name);
        }

        /** A cast that says nothing is none. */
        @Override
        public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
            return instruction instanceof TypeInsnNode cast
                            && cast.getOpcode() == Opcodes.CHECKCAST
                            && cast.desc.equals("java/lang/Object")
                    ? value
                    : super.unaryOperation(instruction, value);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }
}
