package com.bestqi.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.bestqi.notification.mail.MailSender.Delivery;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PU-3")
class MailSenderTest {

    @Test
    void aServerThatWasNotReachedTookNothing() {
        assertThat(judge(new ConnectException("refused"))).isEqualTo(Delivery.AWAY);
        assertThat(judge(new UnknownHostException("mail"))).isEqualTo(Delivery.AWAY);
        assertThat(judge(reply(421))).isEqualTo(Delivery.AWAY);
    }

    @Test
    void aServerThatSaysNoForGoodIsBelieved() {
        assertThat(judge(reply(550))).isEqualTo(Delivery.REFUSED);
        assertThat(judge(new IllegalArgumentException("no address"))).isEqualTo(Delivery.REFUSED);
    }

    @Test
    void whoeverWentSilentMayHaveTakenIt() {
        assertThat(judge(new TimeoutException())).isEqualTo(Delivery.DOUBTFUL);
        assertThat(judge(new IOException("connection reset"))).isEqualTo(Delivery.DOUBTFUL);
    }

    private static Delivery judge(Throwable failure) {
        return MailSender.judge(new CompletionException(failure));
    }

    private static SMTPException reply(int code) {
        return new SMTPException("no", code, List.of(code + " no"), false);
    }
}
