package com.bestqi.dsr.request;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.web.Page;
import com.bestqi.platform.web.PageRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a scope may name (RI-11). */
@Path("/v1/data-categories")
@PermitAll
@RunOnVirtualThread
class CategoryResource {

    @RegisterForReflection
    record CategoryView(String key, String title) {}

    @GET
    @Operation(operationId = "listDataCategories", summary = "What scope.categories may name")
    public Page<CategoryView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return Page.ofAll(
                Arrays.stream(DataCategory.values())
                        .map(category -> new CategoryView(category.key(), title(category)))
                        .toList(),
                PageRequest.of(limit, cursor));
    }

    private static String title(DataCategory category) {
        return switch (category) {
            case IDENTIFIER -> "The account id and other references that stand for you";
            case CONTACT -> "Email address and phone number";
            case PROFILE -> "Names, language, country, time zone";
            case PICTURE -> "The profile picture";
            case CREDENTIAL -> "Log-in data";
            case POLICY_ACCEPTANCE -> "Acceptance of and objection to the policy";
            case CONSENT -> "What you permitted and withdrew";
            case PHONE -> "The phones the app runs on";
            case DEVICE -> "Your smart devices";
            case CONNECTION -> "How your devices are connected";
            case READING -> "What your devices report";
            case LOCATION -> "Positions and places";
            case HEALTH -> "Health data";
            case COMMUNICATIONS -> "Contents and records of communication";
            case HOME -> "Homes and who lives in them";
            case USAGE -> "How you use the app";
            case LOG -> "Logs";
            case MESSAGE -> "Messages to you";
            case REQUEST -> "Your requests and feedback";
            case DISCLOSURE -> "Who received data about you";
        };
    }
}
