package com.bestqi.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Where something new is to be found is said as a path: a service knows neither the name nor the
 * scheme by which the gateway in front of it was called.
 */
@Provider
public class Locations implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var location = response.getHeaderString(HttpHeaders.LOCATION);
        if (location != null) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.LOCATION,
                            path(location, request.getUriInfo().getBaseUri()));
        }
    }

    /** An address of this service without its beginning; any other as it is. */
    static String path(String location, URI base) {
        var beginning = base.toString();
        return location.startsWith(beginning)
                ? "/" + location.substring(beginning.length())
                : location;
    }
}
