package com.bestqi.platform.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.PublicKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Checks tokens as ever, with the key that {@link IssuerKeys} has for them. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TokenReader extends JWTCallerPrincipalFactory {
    private final IssuerKeys keys;
    private final JWTCallerPrincipalFactory checks = new DefaultJWTCallerPrincipalFactory();

    /** Everything it needs is injected. */
    public TokenReader(IssuerKeys keys) {
        this.keys = keys;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var withKey = new JWTAuthContextInfo(rules);
        withKey.setPublicVerificationKey(key(token));
        return checks.parse(token, withKey);
    }

    private PublicKey key(String token) throws ParseException {
        try {
            var keyId =
                    ((JsonWebSignature) JsonWebSignature.fromCompactSerialization(token))
                            .getKeyIdHeaderValue();
            if (keyId == null) {
                throw new ParseException("a token without a key id");
            }
            return keys.find(keyId).orElseThrow(() -> new ParseException("an unknown key id"));
        } catch (JoseException | ClassCastException e) {
            throw new ParseException("not a signed token", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParseException("stopping", e);
        }
    }
}
