package com.bestqi.notification.inbox;

import com.bestqi.notification.preference.NotificationKind;
import com.bestqi.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The words of what everybody is told; they never change once they are announced. */
@ApplicationScoped
public class AnnouncedWords {
    private static final int KEPT = 100;

    private final Database database;
    private final Map<UUID, Announced> kept = new ConcurrentHashMap<>();

    AnnouncedWords(Database database) {
        this.database = database;
    }

    /**
     * What is announced.
     *
     * @param parameters versions and times that the words of a template need, as JSON
     * @param texts the words themselves by language, as JSON, where staff wrote them
     */
    public record Announced(
            NotificationKind kind, String template, String parameters, @Nullable String texts) {
        /** The words in that language, or the nearest there is. */
        public NoticeText in(String language) {
            return NoticeText.of(kind, template, parameters, texts, language);
        }
    }

    /** What is announced under that id. */
    public Optional<Announced> find(UUID announcementId) {
        var known = kept.get(announcementId);
        if (known != null) {
            return Optional.of(known);
        }
        var found =
                database.first(
                        "SELECT kind, template, parameters, texts FROM announcement"
                                + " WHERE announcement_id = ?",
                        row ->
                                new Announced(
                                        NotificationKind.valueOf(row.getString("kind")),
                                        row.getString("template"),
                                        row.getString("parameters"),
                                        row.getString("texts")),
                        announcementId);
        found.ifPresent(announced -> {
            if (kept.size() >= KEPT) {
                kept.clear();
            }
            kept.put(announcementId, announced);
        });
        return found;
    }
}
