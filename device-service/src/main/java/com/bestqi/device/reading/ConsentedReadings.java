package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.device.sample.ConsentedSamples;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Readings of a sensitive category rest on its switch. */
@ApplicationScoped
class ConsentedReadings implements ConsentedSamples {
    private final ReadingRepository readings;
    private final DeviceTypes types;

    ConsentedReadings(ReadingRepository readings, DeviceTypes types) {
        this.readings = readings;
        this.types = types;
    }

    @Override
    public int removeTakenAfter(UUID accountId, Set<String> granted, Instant moment) {
        return readings.deleteTakenAfter(accountId, withdrawn(granted), moment);
    }

    private List<String> withdrawn(Set<String> granted) {
        return types.all().stream()
                .flatMap(type -> type.readings().stream())
                .filter(reading -> reading.category() != null)
                .filter(reading -> !granted.contains(Objects.requireNonNull(reading.category())))
                .map(ReadingType::type)
                .distinct()
                .toList();
    }
}
