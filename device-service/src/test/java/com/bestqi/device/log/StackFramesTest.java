package com.bestqi.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places stay, values go. */
@Tag("AU-4")
class StackFramesTest {
    @Test
    void aTraceKeepsItsPlacesAndLosesWhatItSays() {
        var trace =
                """
                java.lang.IllegalStateException: no room for anna@example.com at 48.2,16.3
                \tat com.bestqi.app.Rooms.find(Rooms.kt:42) user=anna
                \tat java.base/java.lang.Thread.run(Thread.java:1583)
                \tat com.bestqi.app.Rooms$1.lambda$show$0(Unknown Source)
                Caused by: java.io.IOException: /home/anna/diary.txt
                \tat com.bestqi.app.Files.<init>(Native Method)
                \t... 12 more
                and a line of words about anna
                """;

        assertThat(StackFrames.of(trace))
                .isEqualTo(
                        """
                        java.lang.IllegalStateException
                        at com.bestqi.app.Rooms.find(Rooms.kt:42)
                        at java.lang.Thread.run(Thread.java:1583)
                        at com.bestqi.app.Rooms$1.lambda$show$0(Unknown Source)
                        Caused by: java.io.IOException
                        at com.bestqi.app.Files.<init>(Native Method)\
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "'TypeError: anna is not a function', TypeError",
        "'at show (/data/anna/app/page.ets:12:3)', at show page.ets:12",
        "'at page.js:7:1', at page.js:7",
        "'3   BestQi   0x0000000104f4c1a8   -[Home show:] + 24', at BestQi -[Home show:]",
        "'12  UIKitCore  0x00000001f2  $s4Home4showyyF + 8', at UIKitCore $s4Home4showyyF",
    })
    void otherSystemsTracesLoseTheirsToo(String line, String left) {
        assertThat(StackFrames.of(line)).isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna@example.com",
                "at home with anna",
                "at anna(at home)",
                "at com.bestqi.App.show(anna)",
                "anna: Exception",
                "Anna was here: RuntimeException",
                "3 BestQi 0x12 anna was here + 3",
                "at (anna:1)"
            })
    void whatIsNoPlaceIsDropped(String line) {
        assertThat(StackFrames.of(line)).isNull();
    }

    @Test
    @Timeout(5)
    void hostileLinesCostNoTime() {
        for (var part :
                new String[] {"at a.", "a.", "at a/", "Exception", "1 ", "at (", "[", "-"}) {
            var line = part.repeat(400 / part.length());
            StackFrames.of(String.join("\n", Collections.nCopies(100, line)));
            StackFrames.of(String.join("\n", Collections.nCopies(100, "at " + line)));
            StackFrames.of(String.join("\n", Collections.nCopies(100, "1 a 0x1 " + line)));
        }
    }

    @Test
    void aTraceIsCutAtTwoHundredPlaces() {
        var frames = StackFrames.of("at a.B.c(D.java:1)\n".repeat(10_000));

        assertThat(frames).hasLineCount(200);
    }
}
