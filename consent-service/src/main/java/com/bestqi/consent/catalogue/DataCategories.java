package com.bestqi.consent.catalogue;

import com.bestqi.platform.inventory.DataCategory;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of personal data by the names that the API gives them. */
public final class DataCategories {
    private DataCategories() {}

    /** The kind of that name. */
    public static Optional<DataCategory> find(String key) {
        return Arrays.stream(DataCategory.values())
                .filter(category -> category.key().equals(key))
                .findFirst();
    }
}
