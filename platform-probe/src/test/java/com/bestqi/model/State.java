package com.bestqi.model;

/** One state of the whole system, packed into four words. */
final class State {
    static final int WORDS = 4;

    final long[] words = new long[WORDS];

    int get(Field field) {
        return (int) ((words[field.word()] >>> field.shift()) & field.mask());
    }

    boolean is(Field field) {
        return get(field) != 0;
    }

    boolean is(Field field, int value) {
        return get(field) == value;
    }

    /** Numbers that only mutants let grow without limit stop at what the field holds. */
    void set(Field field, int value) {
        long held = Math.min(value, field.most());
        words[field.word()] =
                words[field.word()] & ~(field.mask() << field.shift()) | held << field.shift();
    }

    void add(Field field, int more) {
        set(field, get(field) + more);
    }

    int get(Field[] fields, Party party) {
        return get(fields[party.ordinal()]);
    }

    boolean is(Field[] fields, Party party) {
        return is(fields[party.ordinal()]);
    }

    boolean is(Field[] fields, Party party, int value) {
        return is(fields[party.ordinal()], value);
    }

    void set(Field[] fields, Party party, int value) {
        set(fields[party.ordinal()], value);
    }

    void add(Field[] fields, Party party, int more) {
        add(fields[party.ordinal()], more);
    }

    void copy(State other) {
        System.arraycopy(other.words, 0, words, 0, WORDS);
    }
}
