package com.bestqi.platform.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's public keys by their ids. A key id that is not known makes for one fetch,
 * however many bring it; then nobody asks for a while. The few who wait for that fetch wait for a
 * moment, the others are refused at once, so that made-up key ids use up neither the threads of
 * this service nor the identity provider.
 */
public final class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final int MOST_WAITING = 8;

    private final URI location;
    private final IssuerKeysConfig config;
    private final HttpClient client;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Known known;
    private volatile long triedAtNanos;
    private volatile boolean tried;

    private record Known(Map<String, PublicKey> keys, long atNanos) {}

    /** No key is known before the first fetch. */
    public IssuerKeys(URI location, IssuerKeysConfig config) {
        this.location = location;
        this.config = config;
        this.client = HttpClient.newBuilder().connectTimeout(config.fetchTimeout()).build();
    }

    /** The key of an id, if it counts. */
    public Optional<PublicKey> find(String keyId) throws InterruptedException {
        var key = known(keyId);
        return key.isPresent() || !mayAsk() ? key : ask(keyId);
    }

    private Optional<PublicKey> known(String keyId) {
        var latest = known;
        if (latest == null || System.nanoTime() - latest.atNanos >= config.life().toNanos()) {
            return Optional.empty();
        }
        return Optional.ofNullable(latest.keys.get(keyId));
    }

    private boolean mayAsk() {
        return !tried || System.nanoTime() - triedAtNanos >= config.askAgainAfter().toNanos();
    }

    private Optional<PublicKey> ask(String keyId) throws InterruptedException {
        if (fetching.getQueueLength() >= MOST_WAITING
                || !fetching.tryLock(config.fetchTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            // Whoever waited finds what the one before has fetched.
            if (known(keyId).isEmpty() && mayAsk()) {
                fetch();
            }
            return known(keyId);
        } finally {
            fetching.unlock();
        }
    }

    /** Fetches the keys now; returns whether that worked. */
    public boolean refresh() throws InterruptedException {
        fetching.lockInterruptibly();
        try {
            return fetch();
        } finally {
            fetching.unlock();
        }
    }

    private boolean fetch() throws InterruptedException {
        var request = HttpRequest.newBuilder(location).timeout(config.fetchTimeout()).build();
        long asked = System.nanoTime();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                LOG.warnf("no keys of the identity provider: it said %d", answer.statusCode());
                return false;
            }
            known = new Known(read(answer.body()), asked);
            return true;
        } catch (IOException | JoseException e) {
            LOG.warnf("no keys of the identity provider: %s", e.getClass().getSimpleName());
            return false;
        } finally {
            triedAtNanos = System.nanoTime();
            tried = true;
        }
    }

    private static Map<String, PublicKey> read(String jwks) throws JoseException {
        return new JsonWebKeySet(jwks)
                .getJsonWebKeys().stream()
                        .filter(key -> key.getKeyId() != null && !"enc".equals(key.getUse()))
                        .filter(RsaJsonWebKey.class::isInstance)
                        .map(RsaJsonWebKey.class::cast)
                        .collect(
                                Collectors.toMap(
                                        RsaJsonWebKey::getKeyId,
                                        RsaJsonWebKey::getRsaPublicKey,
                                        (one, _) -> one));
    }
}
