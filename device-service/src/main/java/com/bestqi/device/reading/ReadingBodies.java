package com.bestqi.device.reading;

import com.bestqi.device.reading.ReadingItem.Batch;
import com.bestqi.device.reading.ReadingItem.Entry;
import com.bestqi.platform.problem.ApiProblems;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads both forms of body: a JSON list as a whole, NDJSON by batches in flat memory. */
@ApplicationScoped
class ReadingBodies {
    /** Items of a JSON body at most, and of a batch of an NDJSON body. */
    static final int BATCH = 1_000;

    /** Lines of an NDJSON body: more than good ones can be, so that refusals stay few as well. */
    private static final int MOST_LINES = 250_000;

    private final ObjectReader batches;
    private final ObjectReader items;

    ReadingBodies(ObjectMapper json) {
        this.batches = json.readerFor(Batch.class);
        this.items = json.readerFor(ReadingItem.class);
    }

    /** The items of a JSON body; throws 400 when it is none, 413 when there are too many. */
    List<Entry> json(InputStream body) {
        var readings = read(body);
        if (readings.size() > BATCH) {
            throw tooMany("At most 1000 readings at once; NDJSON may hold more.");
        }
        var entries = new ArrayList<Entry>(readings.size());
        for (var item : readings) {
            if (item == null) {
                throw ProblemException.invalid("readings." + entries.size(), "must not be null");
            }
            entries.add(new Entry(entries.size(), item));
        }
        return entries;
    }

    private List<@Nullable ReadingItem> read(InputStream body) {
        try {
            @Nullable Batch batch = batches.readValue(body);
            if (batch == null || batch.readings() == null) {
                throw ProblemException.invalid("readings", "must not be null");
            }
            return batch.readings();
        } catch (IOException e) {
            throw ApiProblems.translate(400, e);
        }
    }

    /** Hands over the lines in batches; a line that cannot be read is an entry without item. */
    void ndjson(InputStream body, Consumer<List<Entry>> sink) {
        var lines = new NdjsonLines(body);
        var batch = new ArrayList<Entry>(BATCH);
        int index = 0;
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (index == MOST_LINES) {
                    sink.accept(batch);
                    throw tooMany("Too many lines at once.");
                }
                if (!blank(line)) {
                    batch.add(new Entry(index, item(line)));
                }
                index++;
                if (batch.size() == BATCH) {
                    sink.accept(List.copyOf(batch));
                    batch.clear();
                }
            }
        } catch (IOException e) {
            // The sender broke off; whole lines before that are stored, and may come again.
            sink.accept(batch);
            throw ApiProblems.translate(400, e);
        }
        // Also without a line: an erased device is to hear of it.
        sink.accept(batch);
    }

    private @Nullable ReadingItem item(byte[] line) throws IOException {
        try {
            return items.readValue(line);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean blank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\r' && character != '\t') {
                return false;
            }
        }
        return true;
    }

    private static ProblemException tooMany(String detail) {
        return new ProblemException(CommonProblem.PAYLOAD_TOO_LARGE, detail);
    }
}
