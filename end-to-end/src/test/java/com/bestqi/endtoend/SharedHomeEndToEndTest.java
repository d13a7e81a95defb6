package com.bestqi.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.endtoend.story.Patience;
import com.bestqi.endtoend.story.Resident;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people in one home: each gets a copy of their own data, without the other's. */
@ExtendWith(Suite.Extension.class)
class SharedHomeEndToEndTest {
    private final Suite suite;

    SharedHomeEndToEndTest(Suite suite) {
        this.suite = suite;
    }

    private String copyOf(Resident who) throws Exception {
        var requestId = RightsEndToEndTest.open(who, Map.of("type", "ACCESS"));
        RightsEndToEndTest.awaitState(who, requestId, "COMPLETED");
        var files = RightsEndToEndTest.copy(suite, who, requestId);
        var all = new StringBuilder();
        files.forEach((name, content) -> all.append(name).append(new String(content, UTF_8)));
        return all.toString();
    }

    @Test
    @Tag("RI-1")
    void aCopyLeavesOutWhatIsAboutTheOthersOfAHome() throws Exception {
        var owner = suite.settled("Olga");
        var member = suite.settled("Mark");
        var home = owner.api().get("/v1/homes").expect(200).text("/items/0/homeId");
        var code =
                owner.api()
                        .post("/v1/homes/" + home + "/invitations", Map.of("role", "MEMBER"))
                        .expect(201)
                        .text("/code");
        member.api().post("/v1/invitations/" + code + "/acceptance", "").expect(200);
        var thermostat =
                owner.devices().stream()
                        .filter(device -> device.deviceType().equals("thermostat"))
                        .findFirst()
                        .orElseThrow();
        Patience.until(
                Duration.ofSeconds(10),
                () -> member.api().get("/v1/devices/" + thermostat.deviceId()),
                answer -> answer.status() == 200);

        var mine = copyOf(owner);
        var theirs = copyOf(member);

        assertThat(mine).contains(owner.person().email(), thermostat.deviceId().toString());
        assertThat(theirs).contains(member.person().email(), home);
        for (var trace : owner.person().traces()) {
            assertThat(theirs).as("the member's copy").doesNotContain(trace);
        }
        for (var trace : member.person().traces()) {
            assertThat(mine).as("the owner's copy").doesNotContain(trace);
        }
        assertThat(theirs)
                .doesNotContain(owner.accountId().toString(), thermostat.deviceId().toString());
        assertThat(mine).doesNotContain(member.accountId().toString());
    }
}
