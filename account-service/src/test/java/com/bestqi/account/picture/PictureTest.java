package com.bestqi.account.picture;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.bestqi.account.AccountStack;
import com.bestqi.account.People;
import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.test.Bus;
import com.bestqi.platform.test.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The picture of a profile. */
@QuarkusTest
@WithTestResource(AccountStack.class)
@Tag("PM-4")
class PictureTest {
    private static final String PATH = "/v1/accounts/me/picture";
    private static final String PLACE = "Exif\0\0taken-at-47.37-north";

    @Inject Database database;

    private static RequestSpecification calls(UUID accountId) {
        return given().auth().oauth2(Tokens.user(accountId));
    }

    /** Somebody who has switched {@code photo-album} on, or not. */
    private UUID person(boolean allowed) {
        var accountId = People.register().accountId();
        var granted =
                allowed
                        ? Map.of("photo-album", Instant.now().minusSeconds(60))
                        : Map.<String, Instant>of();
        Bus.publish(new ConsentState(accountId, 1, granted, Instant.now()));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        database.first(
                                                "SELECT consent_revision AS r FROM data_subject"
                                                        + " WHERE account_id = ?",
                                                row -> row.getLong("r"),
                                                accountId)
                                        .orElse(0L)
                                == 1);
        return accountId;
    }

    private static byte[] image(String format) throws IOException {
        var out = new ByteArrayOutputStream();
        var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.setRGB(7, 7, 0xff8800);
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** A photo as a phone takes it: the place lies in its first segment. */
    private static byte[] photo() throws IOException {
        var plain = image("jpeg");
        var place = PLACE.getBytes(US_ASCII);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (place.length + 2)});
        out.writeBytes(place);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    @Test
    void itIsKeptWithoutWhereItWasTaken() throws Exception {
        var accountId = person(true);

        calls(accountId).contentType("image/jpeg").body(photo()).put(PATH).then().statusCode(204);

        var shown =
                calls(accountId)
                        .get(PATH)
                        .then()
                        .statusCode(200)
                        .contentType("image/jpeg")
                        .header("X-Content-Type-Options", equalTo("nosniff"))
                        .extract()
                        .asByteArray();
        assertThat(new String(shown, US_ASCII)).doesNotContain("47.37");
        assertThat(shown).startsWith(0xff, 0xd8);
        assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isEqualTo(40);
        var stored =
                database.first(
                                "SELECT content FROM picture WHERE account_id = ?",
                                row -> row.getBytes("content"),
                                accountId)
                        .orElseThrow();
        assertThat(new String(stored, US_ASCII)).doesNotContain("JFIF");
    }

    @Test
    void aNewOneTakesItsPlaceByWhatItIsWhateverItsHeaderSays() throws Exception {
        var accountId = person(true);
        calls(accountId).contentType("image/jpeg").body(photo()).put(PATH).then().statusCode(204);

        calls(accountId)
                .contentType("image/jpeg")
                .body(image("png"))
                .put(PATH)
                .then()
                .statusCode(204);

        calls(accountId).get(PATH).then().statusCode(200).contentType("image/png");
        calls(accountId).delete(PATH).then().statusCode(204);
        calls(accountId).get(PATH).then().statusCode(404);
        calls(accountId).delete(PATH).then().statusCode(404);
    }

    @Test
    @Tag("RI-7")
    void withoutTheSwitchNoneIsTaken() throws Exception {
        var accountId = person(false);

        calls(accountId)
                .contentType("image/png")
                .body(image("png"))
                .put(PATH)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:problem:consent-required"))
                .body("key", equalTo("photo-album"));

        calls(accountId).get(PATH).then().statusCode(404);
    }

    @Test
    void whatIsNoPictureIsRefused() throws Exception {
        var accountId = person(true);
        var half = Arrays.copyOf(image("png"), 60);
        var large = Arrays.copyOf(image("png"), 2 * 1024 * 1024 + 1);

        put(accountId, "<svg onload=alert(1)>".getBytes(US_ASCII), 415);
        put(accountId, image("gif"), 415);
        put(accountId, new byte[0], 415);
        put(accountId, half, 400);
        put(accountId, large, 413);
        given().contentType("image/png").body(image("png")).put(PATH).then().statusCode(401);

        calls(accountId).get(PATH).then().statusCode(404);
    }

    private static void put(UUID accountId, byte[] content, int status) {
        calls(accountId)
                .contentType("image/png")
                .body(content)
                .put(PATH)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }
}
