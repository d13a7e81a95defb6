package com.bestqi.platform.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads numbers and names out of a file, never beyond its end. */
final class Octets {
    private final byte[] content;

    Octets(byte[] content) {
        this.content = content;
    }

    void require(boolean right, String what) throws MalformedMediaException {
        if (!right) {
            throw new MalformedMediaException(what);
        }
    }

    void requireRoom(long at, long length) throws MalformedMediaException {
        require(at >= 0 && length >= 0 && at + length <= content.length, "it ends too early");
    }

    int octet(int at) throws MalformedMediaException {
        requireRoom(at, 1);
        return content[at] & 0xff;
    }

    int big16(int at) throws MalformedMediaException {
        requireRoom(at, 2);
        return ByteBuffer.wrap(content, at, 2).getShort() & 0xffff;
    }

    long big32(int at) throws MalformedMediaException {
        requireRoom(at, 4);
        return ByteBuffer.wrap(content, at, 4).getInt() & 0xffffffffL;
    }

    long big64(int at) throws MalformedMediaException {
        requireRoom(at, 8);
        return ByteBuffer.wrap(content, at, 8).getLong();
    }

    long little32(int at) throws MalformedMediaException {
        requireRoom(at, 4);
        return ByteBuffer.wrap(content, at, 4).order(ByteOrder.LITTLE_ENDIAN).getInt()
                & 0xffffffffL;
    }

    String name(int at) throws MalformedMediaException {
        requireRoom(at, 4);
        return new String(content, at, 4, StandardCharsets.ISO_8859_1);
    }
}
