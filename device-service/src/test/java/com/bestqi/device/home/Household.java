package com.bestqi.device.home;

import com.bestqi.device.Person;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A home as tests make it. */
record Household(Person owner, String homeId) {

    /** The home somebody has from the start. */
    static Household of(Person owner) {
        return new Household(owner, owner.app().get("/v1/homes").path("items[0].homeId"));
    }

    String code(String role, @Nullable Object until) {
        var wanted = new HashMap<String, Object>(Map.of("role", role));
        if (until != null) {
            wanted.put("until", until.toString());
        }
        return owner.app()
                .body(wanted)
                .post("/v1/homes/{id}/invitations", homeId)
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    /** Somebody new who has come in. */
    Person joined(String role) {
        return join(Person.registered(), role, null);
    }

    Person join(Person person, String role, @Nullable Object until) {
        person.app()
                .post("/v1/invitations/{code}/acceptance", code(role, until))
                .then()
                .statusCode(200);
        return person;
    }

    int put(Person person, Person.Device device) {
        return person.app()
                .put("/v1/homes/{id}/devices/{deviceId}", homeId, device.id())
                .statusCode();
    }
}
