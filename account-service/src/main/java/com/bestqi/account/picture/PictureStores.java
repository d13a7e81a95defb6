package com.bestqi.account.picture;

import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Personal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The table of this feature, for the inventory. */
public final class PictureStores {
    private PictureStores() {}

    /** Its declaration. */
    public static List<Class<?>> tables() {
        return List.of(PictureTable.class);
    }

    @RegisterForReflection
    @Store(
            table = "picture",
            category = DataCategory.PICTURE,
            purposes = "PU-1",
            clauses = {"AC-1", "PM-4"},
            retention = "account")
    record PictureTable(
            @Personal(DataCategory.IDENTIFIER) UUID accountId,
            @Personal(value = DataCategory.PICTURE, confidential = true, binary = true)
                    byte[] content,
            @Impersonal String contentType,
            @Impersonal long consentRevision,
            @Impersonal Instant storedAt) {}
}
