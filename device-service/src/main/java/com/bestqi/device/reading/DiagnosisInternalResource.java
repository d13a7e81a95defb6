package com.bestqi.device.reading;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What a device reported lately, for dsr-service, which asks only while the person's report of a
 * malfunction is open (PU-4a). Nothing of a sensitive category, and nothing a person has
 * restricted.
 */
@Path("/internal/subjects/{id}/devices/{deviceId}/diagnosis")
@RolesAllowed("service")
@RunOnVirtualThread
class DiagnosisInternalResource {
    private static final Duration LATELY = Duration.ofHours(24);
    private static final int MOST = 200;

    private final ReadingSight sight;
    private final ReadingRepository readings;
    private final Subjects subjects;
    private final Clock clock;

    DiagnosisInternalResource(
            ReadingSight sight, ReadingRepository readings, Subjects subjects, Clock clock) {
        this.sight = sight;
        this.readings = readings;
        this.subjects = subjects;
        this.clock = clock;
    }

    @RegisterForReflection
    record DiagnosisView(String deviceType, List<ReadingView> readings) {}

    @GET
    @Audited(purpose = "PU-4a")
    public DiagnosisView diagnose(
            @PathParam("id") UUID accountId, @PathParam("deviceId") UUID deviceId) {
        if (!subjects.live(accountId).allows(Processing.USE, DataCategory.READING)) {
            throw new ProblemException(
                    CommonProblem.PROCESSING_RESTRICTED,
                    "The processing of this data is restricted at the person's request.");
        }
        var visible = sight.shown(accountId, deviceId);
        if (!visible.own()) {
            throw ProblemException.notFound();
        }
        var plain = visible.shown().stream().filter(type -> type.category() == null).toList();
        var now = clock.instant();
        var query =
                new ReadingQuery(null, now.minus(LATELY), now, PageRequest.of(null, null));
        return new DiagnosisView(
                visible.type().key(),
                readings.newest(accountId, deviceId, plain, query, null, MOST).stream()
                        .map(reading -> ReadingView.of(reading, visible.type()))
                        .toList());
    }
}
