package com.bestqi.device.devicetype;

import com.bestqi.device.devicetype.DeviceType.Command;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/device-types")
@PermitAll
class DeviceTypeResource {
    private static final String CACHED = "public, max-age=3600";

    private final DeviceTypes types;

    DeviceTypeResource(DeviceTypes types) {
        this.types = types;
    }

    @GET
    @Operation(
            operationId = "listDeviceTypes",
            summary = "What can be paired, what it reports and which commands it knows")
    public RestResponse<Page<DeviceTypeView>> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var asked = PageRequest.of(limit, cursor);
        return RestResponse.ResponseBuilder.ok(
                        Page.ofAll(types.all().stream().map(DeviceTypeView::of).toList(), asked))
                .header("Cache-Control", CACHED)
                .tag(Integer.toString(types.version()))
                .build();
    }

    record DeviceTypeView(
            String key, String title, List<ReadingTypeView> readings, List<Command> commands) {
        static DeviceTypeView of(DeviceType type) {
            return new DeviceTypeView(
                    type.key(),
                    type.title(),
                    type.readings().stream().map(ReadingTypeView::of).toList(),
                    type.commands());
        }
    }

    /** A null category means that reporting it needs no switch. */
    record ReadingTypeView(String type, @Nullable String unit, @Nullable String category) {
        static ReadingTypeView of(ReadingType type) {
            return new ReadingTypeView(type.type(), type.unit(), type.category());
        }
    }
}
