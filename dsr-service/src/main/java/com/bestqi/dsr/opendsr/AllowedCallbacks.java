package com.bestqi.dsr.opendsr;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each controller may be called back, by configuration alone and as whole addresses: nobody
 * outside can make this service call a host, or put words into an address.
 */
@ApplicationScoped
class AllowedCallbacks {
    private final Map<String, Set<String>> byClient = new HashMap<>();

    AllowedCallbacks(OpenDsrConfig config) {
        for (var entry : config.callbacks().orElse(List.of())) {
            int split = entry.indexOf('=');
            if (split < 1) {
                throw new IllegalStateException(
                        "bestqi.opendsr.callbacks is a list of <client id>=<address>");
            }
            var url = entry.substring(split + 1).strip();
            requireAddress(url);
            byClient.computeIfAbsent(entry.substring(0, split).strip(), _ -> new HashSet<>())
                    .add(url);
        }
    }

    private static void requireAddress(String url) {
        var uri = URI.create(url);
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getFragment() != null) {
            throw new IllegalStateException(
                    "bestqi.opendsr.callbacks has an address that nobody can be called back at");
        }
    }

    boolean permits(String client, String url) {
        return byClient.getOrDefault(client, Set.of()).contains(url);
    }
}
