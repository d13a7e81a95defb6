package com.bestqi.device.log;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Cuts an address to the network it is in, which many people share. */
final class Network {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    private Network() {}

    /** The first 24 bits of an IPv4 address, 48 of an IPv6 one; null when it is neither. */
    static @Nullable String of(String address) {
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address.split("%", 2)[0]).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
        return bytes.length == 4 ? ipv4(bytes) : ipv6(bytes);
    }

    private static String ipv4(byte[] bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < IPV4_BYTES; i++) {
            text.append(Byte.toUnsignedInt(bytes[i])).append('.');
        }
        return text.append("0/24").toString();
    }

    private static String ipv6(byte[] bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < IPV6_BYTES; i += 2) {
            int group = Byte.toUnsignedInt(bytes[i]) << 8 | Byte.toUnsignedInt(bytes[i + 1]);
            text.append(Integer.toHexString(group)).append(':');
        }
        return text.append(":/48").toString();
    }
}
