package com.bestqi.localstack.gateway;

import com.bestqi.localstack.Services;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service a path belongs to; what is not listed here leads nowhere. */
public final class Routes {
    private static final Map<String, String> PUBLIC =
            byName(
                    Map.of(
                            "account",
                            List.of("accounts"),
                            "device",
                            List.of(
                                    "phones",
                                    "pairings",
                                    "devices",
                                    "locations",
                                    "geofences",
                                    "scenes",
                                    "homes",
                                    "invitations",
                                    "device-types",
                                    "usage-events",
                                    "logs"),
                            "consent",
                            List.of(
                                    "policies",
                                    "purposes",
                                    "switches",
                                    "recipients",
                                    "consents",
                                    "receipts",
                                    "disclosures",
                                    "decisions"),
                            "dsr",
                            List.of(
                                    "requests",
                                    "transfers",
                                    "opendsr",
                                    "data-categories",
                                    "erasures",
                                    "certificates",
                                    "feedback"),
                            "notification",
                            List.of(
                                    "notifications",
                                    "unsubscriptions",
                                    "notification-preferences",
                                    "push-endpoints")));

    private static final Map<String, String> ADMIN =
            byName(
                    Map.of(
                            "consent", List.of("policies", "recipients"),
                            "dsr", List.of("requests", "holds", "audit", "data-map", "feedback"),
                            "notification", List.of("announcements")));

    private Routes() {}

    /**
     * The service that answers {@code path}, if there is one and the path is written without
     * tricks.
     */
    public static Optional<String> serviceOf(String path) {
        return RequestPath.segments(path).flatMap(Routes::serviceOf);
    }

    private static Optional<String> serviceOf(List<String> segments) {
        if (segments.size() < 2 || !segments.getFirst().equals("v1")) {
            return Optional.empty();
        }
        if (!segments.get(1).equals("admin")) {
            return Optional.ofNullable(PUBLIC.get(segments.get(1)));
        }
        if (segments.size() >= 4
                && segments.get(2).equals("notification")
                && segments.get(3).equals("dead-letters")) {
            return Optional.of("notification");
        }
        if (segments.size() >= 4
                && Services.ALL.contains(segments.get(2))
                && everyService(segments)) {
            return Optional.of(segments.get(2));
        }
        return segments.size() < 3
                ? Optional.empty()
                : Optional.ofNullable(ADMIN.get(segments.get(2)));
    }

    /** What every service has for the staff, under its own name. */
    private static boolean everyService(List<String> segments) {
        var rest = segments.subList(3, segments.size());
        return rest.getFirst().equals("parked-events")
                || rest.equals(List.of("audit", "check"))
                || rest.equals(List.of("audit", "restores"));
    }

    private static Map<String, String> byName(Map<String, List<String>> namesByService) {
        var services = new HashMap<String, String>();
        namesByService.forEach(
                (service, names) -> names.forEach(name -> services.put(name, service)));
        return Map.copyOf(services);
    }
}
