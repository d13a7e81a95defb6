package com.bestqi.model;

/** A small number inside a {@link State}; never crosses a word. */
record Field(int word, int shift, long mask) {
    int most() {
        return (int) mask;
    }
}
