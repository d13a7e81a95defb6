package com.bestqi.device.reading;

import com.bestqi.device.reading.IngestReadings.Outcome;
import com.bestqi.device.sample.Refusal;
import com.bestqi.device.smartdevice.DeviceToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes in what a device reports, however it came here. */
@ApplicationScoped
public class ReadingIntake {
    private final ReadingBodies bodies;
    private final IngestTogether ingest;

    ReadingIntake(ReadingBodies bodies, IngestTogether ingest) {
        this.bodies = bodies;
        this.ingest = ingest;
    }

    /** What a body came to. */
    public sealed interface Result {}

    /** What became of a body that was read. */
    @RegisterForReflection
    public record Taken(int accepted, List<Refusal> refused, int duplicates) implements Result {
        /** Copies the list. */
        public Taken {
            refused = List.copyOf(refused);
        }
    }

    /** Nothing of it is stored. */
    public record Failed(RuntimeException why) implements Result {}

    /** How work is done that keeps a connection of the database to itself. */
    public interface Turns {
        /** Does the work, when there is room for it. */
        <T> T inTurn(Supplier<T> work);
    }

    /**
     * Stores the readings of a JSON body; when this returns they are durable. Throws 400 when it is
     * none, 413 when there are too many, 401 or 410 when the device may not report any more.
     */
    public Taken take(DeviceToken token, InputStream body) {
        return store(token, bodies.json(body));
    }

    /**
     * Stores the readings of JSON bodies that one device sent one after the other, with one commit
     * where that can be. What came of each, in their order.
     */
    public List<Result> takeAll(DeviceToken token, List<byte[]> sent, Turns turns) {
        var results = new ArrayList<Optional<Result>>(sent.size());
        var batches = new ArrayList<List<ReadingItem.Entry>>(sent.size());
        for (var body : sent) {
            try {
                batches.add(bodies.json(new ByteArrayInputStream(body)));
                results.add(Optional.empty());
            } catch (RuntimeException e) {
                results.add(Optional.of(new Failed(e)));
            }
        }
        var stored =
                batches.isEmpty() ? List.<Optional<Outcome>>of() : ingest.store(token, batches);
        var read = new ArrayList<Result>(sent.size());
        int next = 0;
        for (var result : results) {
            if (result.isPresent()) {
                read.add(result.get());
            } else {
                var batch = batches.get(next);
                read.add(
                        stored.get(next)
                                .<Result>map(ReadingIntake::taken)
                                .orElseGet(() -> alone(token, batch, turns)));
                next++;
            }
        }
        return read;
    }

    private Result alone(DeviceToken token, List<ReadingItem.Entry> batch, Turns turns) {
        try {
            return taken(turns.inTurn(() -> ingest.alone(token, batch)));
        } catch (RuntimeException e) {
            return new Failed(e);
        }
    }

    /** Stores the readings of an NDJSON body batch by batch, and tells of each. Throws as well. */
    void takeLines(DeviceToken token, InputStream body, Consumer<Taken> sink) {
        bodies.ndjson(body, batch -> sink.accept(store(token, batch)));
    }

    private Taken store(DeviceToken token, List<ReadingItem.Entry> batch) {
        return taken(
                ingest.store(token, List.of(batch))
                        .getFirst()
                        .orElseGet(() -> ingest.alone(token, batch)));
    }

    private static Taken taken(Outcome outcome) {
        return new Taken(outcome.accepted(), outcome.refused(), outcome.duplicates());
    }
}
