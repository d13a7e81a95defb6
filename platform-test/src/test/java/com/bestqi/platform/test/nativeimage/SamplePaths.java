package com.bestqi.platform.test.nativeimage;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** A path as services have them. */
final class SamplePaths {
    record Taken(String text) {}

    record Given(String text) {}

    @POST
    public List<Given> change(@PathParam("id") String id, Taken taken) {
        return List.of(new Given(id + taken.text()));
    }
}
