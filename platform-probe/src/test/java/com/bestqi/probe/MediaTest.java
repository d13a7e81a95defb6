package com.bestqi.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bestqi.platform.media.MalformedMediaException;
import com.bestqi.platform.media.Media;
import com.bestqi.platform.media.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("FB-2")
class MediaTest {
    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] riff(String name, byte[] content) {
        var head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put(bytes(name)).putInt(content.length);
        return joined(head.array(), content, new byte[content.length % 2]);
    }

    private static byte[] webp(byte[]... chunks) {
        return riff("RIFF", joined(bytes("WEBP"), joined(chunks)));
    }

    private static byte[] box(String name, byte[]... content) {
        var inside = joined(content);
        var head = ByteBuffer.allocate(8).putInt(inside.length + 8).put(bytes(name));
        return joined(head.array(), inside);
    }

    private static byte[] video() {
        return joined(
                box("ftyp", bytes("isom0000")),
                box(
                        "moov",
                        box("mvhd", new byte[4], bytes("canarydt"), new byte[88]),
                        box("trak", box("udta", bytes("canary place"))),
                        box("meta", bytes("canary owner"))),
                box("mdat", bytes("picture data")),
                box("uuid", bytes("canary device....")));
    }

    @Test
    void aPictureKeepsItsPictureAlone() throws MalformedMediaException {
        var flags = new byte[10];
        flags[0] = 0x0c;
        var clean =
                Media.clean(
                        webp(
                                riff("VP8X", flags),
                                riff("VP8 ", bytes("frame")),
                                riff("EXIF", bytes("canary")),
                                riff("XMP ", bytes("canary"))));

        assertThat(clean.type()).isEqualTo(MediaType.WEBP);
        assertThat(clean.content())
                .isEqualTo(webp(riff("VP8X", new byte[10]), riff("VP8 ", bytes("frame"))));
    }

    private static byte[] segment(int marker, byte[]... content) {
        var inside = joined(content);
        return joined(
                ByteBuffer.allocate(4)
                        .putShort((short) (0xff00 | marker))
                        .putShort((short) (inside.length + 2))
                        .array(),
                inside);
    }

    /** EXIF with a maker's name, then the orientation, then a place. */
    private static byte[] exif(ByteOrder order, int orientation) {
        var tiff = ByteBuffer.allocate(8 + 2 + 3 * 12 + 4 + 12).order(order);
        tiff.put(bytes(order == ByteOrder.BIG_ENDIAN ? "MM" : "II")).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(12).putInt(50);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(8);
        tiff.putInt(0).put(bytes("canary maker"));
        return segment(0xe1, bytes("Exif\0\0"), tiff.array());
    }

    private static byte[] jpeg(byte[]... before) {
        return joined(
                new byte[] {(byte) 0xff, (byte) 0xd8},
                joined(before),
                segment(0xc0, bytes("frame")),
                segment(0xda, bytes("scan")),
                bytes("data"),
                new byte[] {(byte) 0xff, (byte) 0xd9});
    }

    @Test
    void ofExifOnlyTheOrientationIsLeft() throws MalformedMediaException {
        for (var order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            var clean =
                    Media.clean(
                                    jpeg(
                                            segment(0xe0, bytes("JFIF\0")),
                                            exif(order, 6),
                                            exif(order, 8),
                                            segment(0xe1, bytes("http://ns.adobe.com canary")),
                                            segment(0xfe, bytes("canary"))))
                            .content();

            assertThat(new String(clean, ISO_8859_1)).doesNotContain("canary");
            var only =
                    ByteBuffer.allocate(26)
                            .put(bytes("MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0\0\0\0\0"))
                            .array();
            assertThat(clean)
                    .isEqualTo(
                            jpeg(
                                    segment(0xe0, bytes("JFIF\0")),
                                    segment(0xe1, bytes("Exif\0\0"), only)));
            assertThat(Media.clean(clean).content()).isEqualTo(clean);
        }
    }

    @Test
    void anOrientationThatIsNoneIsLeftOut() throws MalformedMediaException {
        for (int none : new int[] {0, 1, 9, 65_535}) {
            assertThat(Media.clean(jpeg(exif(ByteOrder.BIG_ENDIAN, none))).content())
                    .isEqualTo(jpeg());
        }
        for (int end = 10; end < 60; end++) {
            var whole = exif(ByteOrder.LITTLE_ENDIAN, 6);
            var cut = Arrays.copyOfRange(whole, 4, Math.min(end, whole.length));
            assertThat(Media.clean(jpeg(segment(0xe1, cut))).content()).isNotEmpty();
        }
    }

    @Test
    void aVideoKeepsItsPlacesAndLosesWhatTells() throws MalformedMediaException {
        var video = video();

        var clean = Media.clean(video);

        assertThat(clean.type()).isEqualTo(MediaType.MP4);
        assertThat(clean.content()).hasSameSizeAs(video);
        var text = new String(clean.content(), ISO_8859_1);
        assertThat(text).doesNotContain("canary").contains("picture data");
        assertThat(text.indexOf("picture data"))
                .isEqualTo(new String(video, ISO_8859_1).indexOf("picture data"));
    }

    @Test
    void whatDoesNotHoldTogetherIsRefused() {
        var video = video();
        var bad =
                new byte[][] {
                    {},
                    bytes("GIF89a"),
                    bytes("<svg/>"),
                    bytes("%PDF-1.7"),
                    {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
                    webp(riff("EXIF", bytes("x"))),
                    Arrays.copyOf(video, video.length - 3),
                    joined(video, bytes("PK\3\4 and more")),
                    box("ftyp", bytes("isom0000")),
                };
        for (var one : bad) {
            assertThatThrownBy(() -> Media.clean(one)).isInstanceOf(MalformedMediaException.class);
        }
    }

    @Test
    void noBytesWhateverMakeItFailOtherwise() {
        var random = new Random(20261123);
        var seeds =
                new byte[][] {
                    video(),
                    webp(riff("VP8 ", bytes("frame"))),
                    jpeg(exif(ByteOrder.LITTLE_ENDIAN, 6)),
                };
        for (int i = 0; i < 20_000; i++) {
            var some = seeds[i % seeds.length].clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                some[random.nextInt(some.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Media.clean(some).content()).isNotEmpty();
            } catch (MalformedMediaException e) {
                assertThat(e).hasMessageNotContaining("canary");
            }
        }
    }
}
