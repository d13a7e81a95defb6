package com.bestqi.notification.announcement;

import java.util.List;

/** The tables of this feature, for the inventory. */
public final class AnnouncementStores {
    /** In order of deletion. */
    public static final List<Class<?>> TABLES = List.of(AnnouncementTable.class);

    private AnnouncementStores() {}
}
