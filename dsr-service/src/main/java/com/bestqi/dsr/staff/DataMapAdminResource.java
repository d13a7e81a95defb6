package com.bestqi.dsr.staff;

import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.permission.Permitted;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The record of processing, as JSON and as a page. */
@Path("/v1/admin/data-map")
@RolesAllowed({"privacy-officer", "auditor"})
@Permitted(resource = "data-map", scope = Permitted.VIEW)
@RunOnVirtualThread
class DataMapAdminResource {
    private final DataMap map;

    DataMapAdminResource(DataMap map) {
        this.map = map;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Audited(purpose = "PU-5")
    @Operation(
            operationId = "getDataMap",
            summary = "Every column of every table, with purposes, recipients and retention")
    public DataMap.MapView json() {
        return map.draw();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Audited(purpose = "PU-5")
    @Operation(hidden = true)
    public String page() {
        return DataMapPage.of(map.draw());
    }
}
