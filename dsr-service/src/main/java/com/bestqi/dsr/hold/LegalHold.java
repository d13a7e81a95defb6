package com.bestqi.dsr.hold;

import com.bestqi.platform.database.Database;
import com.bestqi.platform.event.SubjectDirective.Hold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as read.
 *
 * @param reference file number of those who know more
 * @param epoch number of the directive that ordered it or its end
 * @param awaited participants that have not confirmed that
 */
record LegalHold(
        UUID accountId,
        Hold hold,
        @Nullable String reference,
        @Nullable UUID placedBy,
        Instant placedAt,
        @Nullable UUID releasedBy,
        @Nullable Instant releasedAt,
        long epoch,
        List<String> awaited,
        int resent) {
    static final String COLUMNS =
            " hold_id, account_id, ground, reference, services, categories, stores, until,"
                    + " placed_by, placed_at, released_by, released_at, epoch, awaited, resent ";

    static LegalHold read(ResultSet rows) throws SQLException {
        return new LegalHold(
                rows.getObject("account_id", UUID.class),
                new Hold(
                        rows.getObject("hold_id", UUID.class),
                        Hold.Ground.valueOf(rows.getString("ground")),
                        names(rows, "services"),
                        names(rows, "categories"),
                        names(rows, "stores"),
                        Database.instant(rows, "until")),
                rows.getString("reference"),
                rows.getObject("placed_by", UUID.class),
                Objects.requireNonNull(Database.instant(rows, "placed_at")),
                rows.getObject("released_by", UUID.class),
                Database.instant(rows, "released_at"),
                rows.getLong("epoch"),
                List.of((String[]) rows.getArray("awaited").getArray()),
                rows.getInt("resent"));
    }

    private static Set<String> names(ResultSet rows, String column) throws SQLException {
        return Set.of((String[]) rows.getArray(column).getArray());
    }

    UUID id() {
        return hold.holdId();
    }
}
