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
        var seeds = new byte[][] {video(), webp(riff("VP8 ", bytes("frame")))};
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
