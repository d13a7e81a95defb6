package com.bestqi.platform.test.nativeimage;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** The classes that a type names, its parameters included. */
final class Signatures {
    private Signatures() {}

    /** Of a field or parameter. */
    static Set<String> ofType(String descriptor, @Nullable String signature) {
        var found = new LinkedHashSet<String>();
        if (signature == null) {
            add(Type.getType(descriptor), found);
        } else {
            new SignatureReader(signature).acceptType(collector(found));
        }
        return found;
    }

    /** Of what a method returns. */
    static Set<String> ofReturn(String descriptor, @Nullable String signature) {
        var found = new LinkedHashSet<String>();
        if (signature == null) {
            add(Type.getReturnType(descriptor), found);
        } else {
            new SignatureReader(signature)
                    .accept(
                            new SignatureVisitor(Opcodes.ASM9) {
                                @Override
                                public SignatureVisitor visitReturnType() {
                                    return collector(found);
                                }
                            });
        }
        return found;
    }

    /** Of one parameter of a method. */
    static Set<String> ofParameter(String descriptor, @Nullable String signature, int wanted) {
        var found = new LinkedHashSet<String>();
        if (signature == null) {
            add(Type.getArgumentTypes(descriptor)[wanted], found);
            return found;
        }
        new SignatureReader(signature)
                .accept(
                        new SignatureVisitor(Opcodes.ASM9) {
                            private int number;

                            @Override
                            public SignatureVisitor visitParameterType() {
                                return collector(
                                        number++ == wanted ? found : new LinkedHashSet<>());
                            }
                        });
        return found;
    }

    /** Of what a class extends and implements. */
    static Set<String> ofParents(@Nullable String signature) {
        var found = new LinkedHashSet<String>();
        if (signature != null) {
            new SignatureReader(signature).accept(collector(found));
        }
        return found;
    }

    private static void add(Type type, Set<String> found) {
        var element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            found.add(element.getInternalName());
        }
    }

    private static SignatureVisitor collector(Set<String> found) {
        return new SignatureVisitor(Opcodes.ASM9) {
            private String name = "";

            @Override
            public void visitClassType(String type) {
                name = type;
                found.add(type);
            }

            @Override
            public void visitTypeVariable(String variable) {
                found.add("java/lang/Object");
            }

            @Override
            public void visitInnerClassType(String inner) {
                name = name + "$" + inner;
                found.add(name);
            }

            @Override
            public SignatureVisitor visitTypeArgument(char wildcard) {
                return collector(found);
            }
        };
    }
}
