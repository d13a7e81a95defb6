package com.bestqi.dsr.request;

import com.bestqi.dsr.peer.PeerAwayException;
import com.bestqi.dsr.peer.Services;
import com.bestqi.platform.export.SubjectCounts;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** What a request would touch, asked of every service at once. */
@ApplicationScoped
class Preview {
    private final Services services;

    Preview(Services services) {
        this.services = services;
    }

    /** What each service holds within a scope; 503 when one of them cannot be asked. */
    List<SubjectCounts.View> of(UUID accountId, Set<String> categories, Set<String> wanted) {
        var asked =
                services.names().stream()
                        .filter(name -> wanted.isEmpty() || wanted.contains(name))
                        .<Callable<SubjectCounts.View>>map(
                                name -> () -> of(name, accountId, categories))
                        .toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var views = new ArrayList<SubjectCounts.View>();
            for (var future : pool.invokeAll(asked)) {
                views.add(future.get());
            }
            return views;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PeerAwayException) {
                throw away();
            }
            throw new IllegalStateException("no preview", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    private static ProblemException away() {
        return ProblemException.unavailable(
                CommonProblem.UNAVAILABLE, "Not every service can be asked now; try again.");
    }

    private SubjectCounts.View of(String service, UUID accountId, Set<String> categories) {
        return services.counts(service, accountId)
                .map(view -> view.only(categories))
                .orElseGet(() -> new SubjectCounts.View(service, List.of(), null));
    }
}
