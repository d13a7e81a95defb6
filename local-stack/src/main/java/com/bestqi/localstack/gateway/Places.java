package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The places for requests being worked on. Every service has its own, so that one that is overrun
 * takes no place from the others: a consent can be withdrawn while devices report too much. Streams
 * stay open for hours and have theirs.
 */
final class Places {
    private final Map<String, InFlight> services;
    private final InFlight streams;

    Places(int perService, int streams) {
        this.services =
                Services.ALL.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Function.identity(), _ -> new InFlight(perService)));
        this.streams = new InFlight(streams);
    }

    /** Where a request for this path of this service has to find its place. */
    InFlight of(String service, String path) {
        return path.endsWith("/stream")
                ? streams
                : Objects.requireNonNull(services.get(service), service);
    }
}
