package com.bestqi.dsr.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.bestqi.dsr.Doubles;
import com.bestqi.platform.test.StackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(StackResource.class)
@WithTestResource(Doubles.class)
@Tag("RI-3")
class WatchdogTest {
    private final Story story;

    WatchdogTest(Story story) {
        this.story = story;
    }

    @Test
    @Tag("RI-8")
    void aSilentParticipantIsRemindedAndNothingIsCompleteWithoutIt() {
        var event = story.confirm();
        var running = story.running(event);
        Participants.answer(running, List.of("account", "device", "notification"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> Participants.directives(event.accountId()).size() >= 3);

        var waiting = story.find(event.requestId());
        assertThat(waiting.state()).isEqualTo(CaseState.RUNNING);
        assertThat(waiting.awaited()).containsExactly("consent");
        assertThat(waiting.certificate()).isNull();
        assertThat(story.addresses(event.accountId())).isEqualTo(1);
        assertThat(Participants.ownAnswers(event.accountId())).isEmpty();
        assertThat(Participants.directives(event.accountId()))
                .allMatch(running.directive(List.of())::equals);
        assertThat(gauge("erasure_overdue")).isPositive();
        await().untilAsserted(() -> assertThat(gauge("erasure_escalated")).isPositive());

        Participants.answer(running, Participants.OTHERS);
        var over = story.inState(event.requestId(), CaseState.COMPLETED);
        assertThat(story.certificate(over).result()).isEqualTo("complete");
    }

    private static double gauge(String name) {
        return given().when()
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
