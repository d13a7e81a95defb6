package com.bestqi.dsr.opendsr;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.bestqi.platform.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key that answers to other controllers are signed with, if there is one. */
@ApplicationScoped
class ProcessorKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "probe".getBytes(US_ASCII);

    private final String domain;
    private final @Nullable String certificate;
    private final @Nullable PrivateKey key;
    private final String algorithm;

    ProcessorKey(OpenDsrConfig config) {
        this.domain = Objects.requireNonNull(URI.create(config.publicUrl()).getHost());
        this.certificate = config.certificate().orElse(null);
        var pem = config.key().orElse(null);
        if (pem == null || certificate == null) {
            if (pem != null || certificate != null) {
                throw new IllegalStateException(
                        "bestqi.opendsr.key and bestqi.opendsr.certificate go together");
            }
            this.key = null;
            this.algorithm = "";
            return;
        }
        try {
            var leaf =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    certificate.getBytes(US_ASCII)));
            var kind = leaf.getPublicKey().getAlgorithm();
            this.algorithm = kind.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            this.key = KeyFactory.getInstance(kind).generatePrivate(encoded(pem));
            var check = Signature.getInstance(algorithm);
            check.initVerify(leaf.getPublicKey());
            check.update(PROBE);
            if (!check.verify(signature(PROBE))) {
                throw new IllegalStateException(
                        "bestqi.opendsr.certificate is of another key than bestqi.opendsr.key");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "bestqi.opendsr.key or bestqi.opendsr.certificate cannot be read", e);
        }
    }

    /** A key that does not fit is noticed at the start, not with the first call. */
    void check(@Observes StartupEvent event) {
        domain();
    }

    private static PKCS8EncodedKeySpec encoded(String pem) {
        var found = PEM.matcher(pem);
        if (!found.find()) {
            throw new IllegalStateException("bestqi.opendsr.key is no PKCS 8 key as PEM");
        }
        return new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    }

    /** Throws 404 where nobody has set OpenDSR up. */
    void require() {
        if (key == null) {
            throw ProblemException.notFound();
        }
    }

    boolean present() {
        return key != null;
    }

    /** The domain that the certificate is issued for. */
    String domain() {
        return domain;
    }

    /** The certificate as PEM. */
    String certificate() {
        return Objects.requireNonNull(certificate);
    }

    /** The signature of a body, in Base64. */
    String sign(byte[] body) {
        try {
            return Base64.getEncoder().encodeToString(signature(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign an answer", e);
        }
    }

    private byte[] signature(byte[] body) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(Objects.requireNonNull(key));
        signature.update(body);
        return signature.sign();
    }
}
