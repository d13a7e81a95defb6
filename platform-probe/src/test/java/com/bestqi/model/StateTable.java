package com.bestqi.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every state found, in the order in which it was, each with the step that led to it first. */
final class StateTable {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final List<long[]> words = new ArrayList<>();
    private final List<int[]> parents = new ArrayList<>();
    private final List<byte[]> steps = new ArrayList<>();
    private int[] slots = new int[1 << 16];
    private int size;

    int size() {
        return size;
    }

    /** Enters a state unless it is known, and returns its number. */
    int add(State state, int parent, int step) {
        int slot = slot(state);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size % CHUNK == 0) {
            words.add(new long[CHUNK * State.WORDS]);
            parents.add(new int[CHUNK]);
            steps.add(new byte[CHUNK]);
        }
        int at = size % CHUNK;
        int chunk = size >> CHUNK_BITS;
        System.arraycopy(state.words, 0, words.get(chunk), at * State.WORDS, State.WORDS);
        parents.get(chunk)[at] = parent;
        steps.get(chunk)[at] = (byte) step;
        slots[slot] = ++size;
        if (size > slots.length / 2) {
            grow();
        }
        return size - 1;
    }

    void read(int number, State into) {
        System.arraycopy(
                words.get(number >> CHUNK_BITS),
                number % CHUNK * State.WORDS,
                into.words,
                0,
                State.WORDS);
    }

    int parent(int number) {
        return parents.get(number >> CHUNK_BITS)[number % CHUNK];
    }

    int step(int number) {
        return steps.get(number >> CHUNK_BITS)[number % CHUNK];
    }

    private int slot(State state) {
        int slot = hash(state.words, 0) & slots.length - 1;
        while (slots[slot] != 0 && !same(slots[slot] - 1, state)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean same(int number, State state) {
        int from = number % CHUNK * State.WORDS;
        return Arrays.equals(
                words.get(number >> CHUNK_BITS),
                from,
                from + State.WORDS,
                state.words,
                0,
                State.WORDS);
    }

    private static int hash(long[] words, int from) {
        long mixed = 0;
        for (int i = from; i < from + State.WORDS; i++) {
            mixed = (mixed ^ words[i]) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return (int) mixed;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int number = 0; number < size; number++) {
            var chunk = words.get(number >> CHUNK_BITS);
            int slot = hash(chunk, number % CHUNK * State.WORDS) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = number + 1;
        }
    }
}
