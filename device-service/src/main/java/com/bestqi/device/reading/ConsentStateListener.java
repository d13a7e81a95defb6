package com.bestqi.device.reading;

import com.bestqi.device.devicetype.DeviceTypes;
import com.bestqi.device.devicetype.ReadingType;
import com.bestqi.platform.event.ConsentState;
import com.bestqi.platform.event.Topics;
import com.bestqi.platform.inbox.EventListener;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;

/**
 * Removes readings of a sensitive category that were taken after the withdrawal but arrived before
 * it, by a clock that goes ahead (I-7, PM-8). What was taken earlier stays. Comes after the
 * platform's listener of the same event, which has the exclusive lock by then.
 */
@ApplicationScoped
@Priority(-1)
class ConsentStateListener implements EventListener<ConsentState> {
    private final ReadingRepository readings;
    private final DeviceTypes types;
    private final Subjects subjects;

    ConsentStateListener(ReadingRepository readings, DeviceTypes types, Subjects subjects) {
        this.readings = readings;
        this.types = types;
        this.subjects = subjects;
    }

    @Override
    public Class<ConsentState> type() {
        return ConsentState.class;
    }

    @Override
    public String topic() {
        return Topics.CONSENT_STATES;
    }

    @Override
    public void on(ConsentState state) {
        var owner =
                subjects.shareAll(
                                List.of(state.accountId()),
                                Processing.WITHDRAWAL,
                                DataCategory.READING)
                        .get(state.accountId());
        // A late revision says nothing about now.
        if (owner != null && owner.consentRevision() == state.revision()) {
            readings.deleteTakenAfter(state.accountId(), withdrawn(state), state.at());
        }
    }

    private List<String> withdrawn(ConsentState state) {
        return types.all().stream()
                .flatMap(type -> type.readings().stream())
                .filter(reading -> reading.category() != null)
                .filter(reading ->
                        !state.granted().containsKey(Objects.requireNonNull(reading.category())))
                .map(ReadingType::type)
                .distinct()
                .toList();
    }
}
