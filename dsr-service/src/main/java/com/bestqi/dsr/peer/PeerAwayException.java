package com.bestqi.dsr.peer;

/** A service did not answer, or not with what it was asked for; it is asked again later. */
public final class PeerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    PeerAwayException(String service, String kind) {
        super(service + ": " + kind, null, false, false);
        this.status = 0;
    }

    PeerAwayException(String service, int status) {
        super(service + ": status " + status, null, false, false);
        this.status = status;
    }

    /** What it answered; 0 for nothing. */
    public int status() {
        return status;
    }
}
