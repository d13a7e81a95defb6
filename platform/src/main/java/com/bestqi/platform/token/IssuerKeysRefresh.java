package com.bestqi.platform.token;

import com.bestqi.platform.crypto.CryptoConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the keys of the identity provider fresh beside the calls, for as long as it runs. */
@ApplicationScoped
public class IssuerKeysRefresh {
    private static final Logger LOG = Logger.getLogger(IssuerKeysRefresh.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final IssuerKeys keys;
    private final IssuerKeysConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** Everything it needs is injected. */
    public IssuerKeysRefresh(IssuerKeys keys, IssuerKeysConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** The keys, from where the configuration says. */
    @Produces
    @Singleton
    static IssuerKeys keys(CryptoConfig crypto, IssuerKeysConfig config) {
        return new IssuerKeys(URI.create(crypto.jwksUrl()), config);
    }

    public void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("issuer-keys").daemon().start(this::run);
    }

    public void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        var worker = thread;
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(2));
        }
    }

    private void run() {
        try {
            long pause;
            do {
                pause = (keys.refresh() ? config.refreshEvery() : AFTER_FAILURE).toMillis();
            } while (!stopping.await(pause, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("told to stop", e);
        }
    }
}
