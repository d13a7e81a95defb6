package com.bestqi.notification.mail;

import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * Connections to the mail server, by the settings of {@code quarkus.mailer}. Its own pool is not
 * used: after a failed or a closing connection it let the next mail wait for ever (seen here with
 * and without keep-alive). So whoever has one uses it while there is something to send, and drops
 * it after a failure.
 */
@ApplicationScoped
class MailConnections {
    private static final String DEFAULT = "<default>";

    private final Vertx vertx;
    private final MailersRuntimeConfig mailers;

    MailConnections(Vertx vertx, MailersRuntimeConfig mailers) {
        this.vertx = vertx;
        this.mailers = mailers;
    }

    /** A client of one connection that shares nothing; to be closed by whoever asked for it. */
    MailClient open() {
        var mailer = mailers.mailers().get(DEFAULT);
        if (mailer == null) {
            throw new IllegalStateException("quarkus.mailer is not configured");
        }
        var config =
                new io.vertx.ext.mail.MailConfig()
                        .setHostname(mailer.host())
                        .setSsl(mailer.ssl())
                        .setStarttls(
                                StartTLSOptions.valueOf(mailer.startTLS().toUpperCase(Locale.ROOT)))
                        .setLogin(LoginOption.valueOf(mailer.login().toUpperCase(Locale.ROOT)))
                        .setMaxPoolSize(1)
                        .setKeepAlive(true);
        mailer.port().ifPresent(config::setPort);
        mailer.username().ifPresent(config::setUsername);
        mailer.password().ifPresent(config::setPassword);
        mailer.ownHostName().ifPresent(config::setOwnHostname);
        return MailClient.create(vertx, config);
    }
}
