package com.bestqi.platform.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;

/**
 * The hash tree of RFC 9162, section 2.1, with SHA-256: one root over all statements, in which none
 * can be changed, left out, added or moved.
 */
public final class HashTree {
    private HashTree() {}

    /** The root over the leaves in their order, in hexadecimal. */
    public static String root(List<String> leaves) {
        return HexFormat.of().formatHex(node(leaves));
    }

    private static byte[] node(List<String> leaves) {
        if (leaves.isEmpty()) {
            return Sha256.digest().digest();
        }
        if (leaves.size() == 1) {
            var digest = Sha256.digest();
            digest.update((byte) 0);
            return digest.digest(leaves.getFirst().getBytes(UTF_8));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        var digest = Sha256.digest();
        digest.update((byte) 1);
        digest.update(node(leaves.subList(0, split)));
        return digest.digest(node(leaves.subList(split, leaves.size())));
    }
}
