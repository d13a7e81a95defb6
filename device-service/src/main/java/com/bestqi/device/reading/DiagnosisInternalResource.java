package com.bestqi.device.reading;

import com.bestqi.platform.audit.Audited;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;

/** For dsr-service, which asks only while the person's report of a malfunction is open (PU-4a). */
@Path("/internal/subjects/{id}/devices/{deviceId}/diagnosis")
@RolesAllowed("service")
@RunOnVirtualThread
class DiagnosisInternalResource {
    private final ReadingService readings;

    DiagnosisInternalResource(ReadingService readings) {
        this.readings = readings;
    }

    @RegisterForReflection
    record DiagnosisView(String deviceType, List<ReadingView> readings) {}

    @GET
    @Audited(purpose = "PU-4a")
    public DiagnosisView diagnose(
            @PathParam("id") UUID accountId, @PathParam("deviceId") UUID deviceId) {
        var found = readings.lately(accountId, deviceId);
        return new DiagnosisView(
                found.type().key(),
                found.readings().stream()
                        .map(reading -> ReadingView.of(reading, found.type()))
                        .toList());
    }
}
