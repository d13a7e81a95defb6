package com.bestqi.dsr.export;

import com.bestqi.dsr.peer.Services;
import com.bestqi.dsr.rights.RequestType;
import com.bestqi.dsr.rights.RightsRequest;
import com.bestqi.platform.export.InventoryView;
import com.bestqi.platform.time.DatabaseClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a copy, from its beginning, in one go. */
@ApplicationScoped
class PackageMaker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Services services;
    private final Packages packages;
    private final DatabaseClock clock;

    PackageMaker(Services services, Packages packages, DatabaseClock clock) {
        this.services = services;
        this.packages = packages;
        this.clock = clock;
    }

    /** Makes the copy and answers the request with it; else throws, and nothing can be fetched. */
    void make(RightsRequest claimed) {
        packages.begin(claimed);
        try (var _ = new LeaseKeeper(() -> packages.hold(claimed))) {
            var facts =
                    new Facts(
                            services.published("/v1/purposes"),
                            services.published("/v1/recipients"));
            var pieces = new PieceStream(packages, claimed);
            write(claimed, facts, new PackageFile(pieces));
            pieces.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(RightsRequest claimed, Facts facts, PackageFile file) throws IOException {
        Map<String, List<StoreFiles.Written>> byService = new LinkedHashMap<>();
        for (var service : services.names()) {
            if (claimed.services().isEmpty() || claimed.services().contains(service)) {
                byService.put(service, service(claimed, facts, file, service));
            }
        }
        var said = facts.of(byService);
        file.add("facts.json", said.toPrettyString() + "\n");
        var title =
                claimed.type() == RequestType.PORTABILITY
                        ? "Your data, to take elsewhere"
                        : "Your data";
        file.add("index.html", PackagePage.of(title, said, byService));
        file.add("manifest.json", manifest(claimed, file));
        file.finish();
    }

    private List<StoreFiles.Written> service(
            RightsRequest claimed, Facts facts, PackageFile file, String service)
            throws IOException {
        var inventory = services.inventory(service);
        try (var stores = new StoreFiles(file, inventory, store -> wanted(claimed, facts, store))) {
            var lines = new LineSink(stores::line);
            services.export(service, claimed.accountId(), lines);
            if (!lines.complete()) {
                throw new IOException("a stream that ends within a line");
            }
            return stores.finish();
        }
    }

    private static Wanted wanted(
            RightsRequest claimed, Facts facts, InventoryView.StoreView store) {
        if (claimed.type() != RequestType.ACCESS && !facts.portable(store)) {
            return Wanted.NOTHING;
        }
        return whole(claimed, store) ? Wanted.EVERYTHING : Wanted.rows(store, claimed.categories());
    }

    private static boolean whole(RightsRequest claimed, InventoryView.StoreView store) {
        return claimed.categories().isEmpty()
                || claimed.categories().contains(store.category())
                || store.columns().stream()
                        .anyMatch(column ->
                                column.category() != null
                                        && !column.category().equals("identifier")
                                        && claimed.categories().contains(column.category()));
    }

    private String manifest(RightsRequest claimed, PackageFile file) {
        var manifest = JSON.createObjectNode();
        manifest.put("requestId", claimed.requestId().toString());
        manifest.put("accountId", claimed.accountId().toString());
        manifest.put("type", claimed.type().name());
        manifest.put("madeAt", clock.instant().toString());
        var files = manifest.putArray("files");
        file.digests()
                .forEach((name, sha256) -> {
                    var one = files.addObject();
                    one.put("name", name);
                    one.put("sha256", sha256);
                });
        return manifest.toPrettyString() + "\n";
    }
}
