package com.bestqi.device.reading;

import com.bestqi.device.sample.Refusal;
import com.bestqi.device.smartdevice.DeviceToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Takes in what a device reports, however it came here. */
@ApplicationScoped
public class ReadingIntake {
    private final ReadingBodies bodies;
    private final IngestTogether ingest;

    ReadingIntake(ReadingBodies bodies, IngestTogether ingest) {
        this.bodies = bodies;
        this.ingest = ingest;
    }

    /** What became of a body. */
    @RegisterForReflection
    public record Taken(int accepted, List<Refusal> refused, int duplicates) {
        /** Copies the list. */
        public Taken {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Stores the readings of a JSON body; when this returns they are durable. Throws 400 when it is
     * none, 413 when there are too many, 401 or 410 when the device may not report any more.
     */
    public Taken take(DeviceToken token, InputStream body) {
        return store(token, bodies.json(body));
    }

    /** Stores the readings of an NDJSON body batch by batch, and tells of each. Throws as well. */
    void takeLines(DeviceToken token, InputStream body, Consumer<Taken> sink) {
        bodies.ndjson(body, batch -> sink.accept(store(token, batch)));
    }

    private Taken store(DeviceToken token, List<ReadingItem.Entry> batch) {
        var outcome = ingest.store(token, batch);
        return new Taken(outcome.accepted(), outcome.refused(), outcome.duplicates());
    }
}
