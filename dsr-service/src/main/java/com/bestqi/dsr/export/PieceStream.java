package com.bestqi.dsr.export;

import com.bestqi.dsr.rights.RightsRequest;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into pieces of one size, so that a copy is never in memory as a whole. */
final class PieceStream extends OutputStream {
    private static final int PIECE = 256 * 1024;

    private final Packages packages;
    private final RightsRequest claimed;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private int pieces;
    private long size;

    PieceStream(Packages packages, RightsRequest claimed) {
        this.packages = packages;
        this.claimed = claimed;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int some = Math.min(left, PIECE - filled);
            System.arraycopy(buffer, from, piece, filled, some);
            filled += some;
            from += some;
            left -= some;
            if (filled == PIECE) {
                store();
            }
        }
    }

    private void store() {
        packages.add(claimed, pieces, Arrays.copyOf(piece, filled));
        pieces++;
        size += filled;
        filled = 0;
    }

    /** Stores the rest; a stream that is closed early leaves it out. */
    void finish() {
        if (filled > 0) {
            store();
        }
        packages.finish(claimed, pieces, size);
    }
}
