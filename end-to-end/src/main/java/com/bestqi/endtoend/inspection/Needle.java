package com.bestqi.endtoend.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Something to look for among bytes.
 *
 * @param name for messages
 * @param bytes each byte as the character of the same number
 */
public record Needle(String name, String bytes) {

    /** A text, as it lies in a file. */
    public static Needle text(String text) {
        return new Needle(text, new String(text.getBytes(UTF_8), ISO_8859_1));
    }

    /** A number, as PostgreSQL stores it in a column of double precision. */
    public static Needle number(double number) {
        var bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putDouble(number);
        return new Needle("the number " + number, new String(bytes.array(), ISO_8859_1));
    }

    /** The bytes of a text as PostgreSQL prints them. */
    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
