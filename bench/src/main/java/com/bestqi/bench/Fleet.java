package com.bestqi.bench;

import com.bestqi.endtoend.client.ApiClient;
import com.bestqi.endtoend.client.StackAddresses;
import com.bestqi.endtoend.story.Device;
import com.bestqi.endtoend.story.Person;
import com.bestqi.endtoend.story.Resident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** People with some thermostats each. */
record Fleet(List<Resident> residents, List<Device> devices) {

    /**
     * Registers and pairs them. The people say yes to these switches in this order, of which {@code
     * camera} comes last: pairing waits until it has arrived, and so have those before it.
     */
    static Fleet settle(
            StackAddresses stack, String name, int people, int devicesEach, List<String> switches) {
        var residents = new ArrayList<Resident>();
        var devices = new ArrayList<Device>();
        for (int i = 0; i < people; i++) {
            var resident = Resident.register(stack, Person.called(name + i));
            resident.switchOn(switches);
            devices.add(resident.pair("thermostat"));
            for (int more = 1; more < devicesEach; more++) {
                devices.add(pair(stack, resident, more));
            }
            residents.add(resident);
        }
        return new Fleet(residents, devices);
    }

    /** A further one; what tells it from the others is its serial number. */
    private static Device pair(StackAddresses stack, Resident resident, int number) {
        var request = Map.of("method", "QR", "deviceType", "thermostat");
        var code = resident.api().post("/v1/pairings", request).expect(201).text("/code");
        var serial = resident.person().serial("thermostat") + "-" + number;
        var claim =
                Map.of(
                        "serialNumber",
                        serial,
                        "deviceType",
                        "thermostat",
                        "firmwareVersion",
                        "1.8.2",
                        "macAddress",
                        resident.person().macAddress());
        var claimed =
                ApiClient.of(stack).post("/v1/pairings/" + code + "/claim", claim).expect(201);
        return new Device(
                stack,
                UUID.fromString(claimed.text("/deviceId")),
                "thermostat",
                claimed.text("/deviceToken"));
    }

    /** Whose reading it is, for a WHERE clause that the key of the table serves. */
    String theirs() {
        return "account_id IN ('"
                + residents.stream()
                        .map(resident -> resident.accountId().toString())
                        .collect(Collectors.joining("','"))
                + "')";
    }
}
