package com.bestqi.platform.test.nativeimage;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * What our code hands to Jackson, and which files it opens by name, as far as the compiled code
 * tells it; where it does not, the place is named.
 */
final class HandedValues {
    /** Collections of the JDK as they are made in place. */
    private static final Set<String> FACTORIES =
            Set.of("java/util/List", "java/util/Set", "java/util/Map", "java/util/Optional");

    private static final String TYPE_REFERENCE = "com/fasterxml/jackson/core/type/TypeReference";
    private static final Set<String> OPEN =
            Set.of("java/lang/Object", "java/lang/Class", "java/lang/Record", TYPE_REFERENCE);

    private final OwnCode code;
    private final Takers.Kind kind;
    private final Takers takers;
    private final Map<MethodNode, Sources> sources = new IdentityHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Set<MethodNode> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean grown;

    private HandedValues(OwnCode code, Takers.Kind kind) {
        this.code = code;
        this.kind = kind;
        this.takers = new Takers(code, kind);
    }

    static HandedValues of(OwnCode code, Takers.Kind kind) {
        var values = new HandedValues(code, kind);
        do {
            values.grown = false;
            values.entered.clear();
            values.lookThrough();
        } while (values.grown);
        return values;
    }

    /** Internal names of our classes, each with a place that hands it over. */
    Map<String, String> types() {
        return types;
    }

    /** Files by the name that is asked for, each with the place. */
    Map<String, String> files() {
        return files;
    }

    /** Places that hand over what could be anything. */
    Set<String> unknown() {
        return unknown;
    }

    static String readable(String internalName) {
        return internalName.replace('/', '.');
    }

    private void lookThrough() {
        for (var type : code.classes()) {
            for (var method : type.methods) {
                for (var instruction : method.instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        call(type, method, call);
                    } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                        lambda(type, method, lambda);
                    }
                }
            }
        }
    }

    private void call(ClassNode type, MethodNode method, MethodInsnNode call) {
        var place = new Place(type, method);
        int count = Type.getArgumentTypes(call.desc).length;
        for (int taken : takers.of(call.owner, call.name, call.desc)) {
            handOver(place, call, count - 1 - taken);
        }
    }

    /** What a lambda captures goes to its first parameters. */
    private void lambda(ClassNode type, MethodNode method, InvokeDynamicInsnNode lambda) {
        var place = new Place(type, method);
        if (lambda.bsmArgs.length < 3 || !(lambda.bsmArgs[1] instanceof Handle body)) {
            return;
        }
        var captured = Type.getArgumentTypes(lambda.desc).length;
        boolean isBound = body.getTag() != Opcodes.H_INVOKESTATIC && captured > 0;
        for (int taken : takers.of(body.getOwner(), body.getName(), body.getDesc())) {
            int position = taken + (isBound ? 1 : 0);
            if (position < captured) {
                handOver(place, lambda, captured - 1 - position);
            } else if (lambda.bsmArgs[2] instanceof Type shape) {
                var given = Type.getArgumentTypes(shape.getDescriptor());
                int number = given.length - Type.getArgumentTypes(body.getDesc()).length + taken;
                if (number >= 0 && number < given.length) {
                    var plain = Signatures.ofType(given[number].getDescriptor(), null);
                    declared(place, plain, plain);
                }
            }
        }
    }

    private void handOver(Place place, AbstractInsnNode use, int depth) {
        for (var source : sources(place).before(use, depth)) {
            made(place, source);
        }
    }

    private Sources sources(Place place) {
        return sources.computeIfAbsent(place.method(), method -> Sources.of(place.type(), method));
    }

    private void made(Place place, AbstractInsnNode source) {
        var parameter = sources(place).parameter(source);
        if (parameter != null) {
            parameter(place, parameter);
            return;
        }
        switch (kind) {
            case JSON -> json(place, source);
            case FILES -> {
                if (source instanceof LdcInsnNode constant && constant.cst instanceof String name) {
                    files.putIfAbsent(name, place.toString());
                } else {
                    unknown.add(place.toString());
                }
            }
        }
    }

    private void json(Place place, AbstractInsnNode source) {
        switch (source) {
            case LdcInsnNode constant when constant.cst instanceof Type type ->
                    add(place, type.getInternalName());
            case TypeInsnNode made when made.getOpcode() == Opcodes.NEW -> object(place, made.desc);
            case TypeInsnNode cast when cast.getOpcode() == Opcodes.CHECKCAST ->
                    declared(place, cast(cast), cast(cast));
            case TypeInsnNode array -> add(place, array.desc);
            case FieldInsnNode field -> field(place, field);
            case MethodInsnNode call -> returned(place, call);
            default -> {
                // A number, a text that was put together, or nothing at all.
            }
        }
    }

    private static Set<String> cast(TypeInsnNode cast) {
        return Signatures.ofType(Type.getObjectType(cast.desc).getDescriptor(), null);
    }

    /** A type reference names its type in what it extends. */
    private void object(Place place, String name) {
        var type = code.find(name);
        if (type != null && OPEN.contains(type.superName) && type.signature != null) {
            Signatures.ofParents(type.signature).forEach(part -> add(place, part));
        }
        if (type == null || !type.superName.equals(TYPE_REFERENCE)) {
            add(place, name);
        }
    }

    private void parameter(Place place, int number) {
        var method = place.method();
        var types = Signatures.ofParameter(method.desc, method.signature, number);
        var plain = Type.getArgumentTypes(method.desc)[number];
        boolean isOpen =
                plain.getSort() == Type.OBJECT
                        && (kind == Takers.Kind.FILES || OPEN.contains(plain.getInternalName()));
        if (isOpen) {
            grown |= takers.add(place.type().name, method, number);
        } else {
            types.forEach(type -> add(place, type));
            // A variable of a type is bounded by it.
            Signatures.ofType(plain.getDescriptor(), null).forEach(type -> add(place, type));
        }
    }

    private void field(Place place, FieldInsnNode use) {
        var plain = Signatures.ofType(use.desc, null);
        var owner = code.find(use.owner);
        if (owner == null) {
            declared(place, plain, plain);
            return;
        }
        int number = componentOf(owner, use.name);
        if (number >= 0 && plain.stream().anyMatch(OPEN::contains)) {
            // Whoever makes the record tells.
            owner.methods.stream()
                    .filter(method -> method.name.equals("<init>"))
                    .filter(method ->
                            Type.getArgumentTypes(method.desc).length
                                    == owner.recordComponents.size())
                    .forEach(made -> grown |= takers.add(owner.name, made, number));
            return;
        }
        var signature =
                owner.fields.stream()
                        .filter(field -> field.name.equals(use.name))
                        .findFirst()
                        .map(field -> field.signature)
                        .orElse(null);
        declared(place, Signatures.ofType(use.desc, signature), plain);
    }

    private static int componentOf(ClassNode owner, String field) {
        if (owner.recordComponents == null) {
            return -1;
        }
        return owner.recordComponents.stream().map(part -> part.name).toList().indexOf(field);
    }

    private void returned(Place place, MethodInsnNode call) {
        if (FACTORIES.contains(call.owner) && call.getOpcode() == Opcodes.INVOKESTATIC) {
            int count = Type.getArgumentTypes(call.desc).length;
            for (int depth = 0; depth < count; depth++) {
                handOver(place, call, depth);
            }
            return;
        }
        for (var type : code.withParents(call.owner)) {
            var method = code.method(type.name, call.name, call.desc);
            if (method != null) {
                var plain = Signatures.ofReturn(method.desc, null);
                if (plain.stream().anyMatch(OPEN::contains) && !OwnCode.isAbstract(method)) {
                    given(new Place(type, method));
                } else {
                    declared(place, Signatures.ofReturn(method.desc, method.signature), plain);
                }
                return;
            }
        }
        var plain = Signatures.ofReturn(call.desc, null);
        declared(place, plain, plain);
    }

    /** What a method of ours gives back that does not say what it is. */
    private void given(Place place) {
        if (!entered.add(place.method())) {
            return;
        }
        for (var instruction : place.method().instructions) {
            if (instruction.getOpcode() == Opcodes.ARETURN) {
                handOver(place, instruction, 0);
            }
        }
    }

    /** A type as it stands in the source, and as the JVM has it. */
    private void declared(Place place, Set<String> names, Set<String> plain) {
        boolean isOpen =
                plain.stream().noneMatch(code::has) && names.stream().anyMatch(OPEN::contains);
        // A reference to a type of ours, as of a constant, says enough.
        if (isOpen && names.stream().noneMatch(code::has)) {
            unknown.add(place.toString());
        }
        names.forEach(name -> add(place, name));
        plain.forEach(name -> add(place, name));
    }

    private void add(Place place, String name) {
        if (code.has(name)) {
            types.putIfAbsent(name, place.toString());
        }
    }

    private record Place(ClassNode type, MethodNode method) {
        @Override
        public String toString() {
            return readable(type.name) + "." + method.name;
        }
    }

    /** Places by name, for a list of those that are known to be well. */
    static List<String> without(Set<String> places, Set<String> known) {
        return places.stream().filter(place -> !known.contains(place)).toList();
    }
}
