package com.bestqi.dsr.opendsr;

/** Where a request stands, as the specification names it. */
enum OpenDsrStatus {
    /** It came in, and the person has not shown that it is they who ask. */
    PENDING("pending"),
    /** The person has, and it is worked on; also what a legal hold keeps from being done. */
    IN_PROGRESS("in_progress"),
    /** Done. */
    COMPLETED("completed"),
    /** Nothing comes of it: taken back, refused, or nobody has shown that they ask. */
    CANCELLED("cancelled");

    private final String word;

    OpenDsrStatus(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean ended() {
        return this == COMPLETED || this == CANCELLED;
    }

    static OpenDsrStatus of(String word) {
        for (var status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status");
    }
}
