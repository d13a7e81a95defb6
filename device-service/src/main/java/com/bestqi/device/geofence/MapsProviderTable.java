package com.bestqi.device.geofence;

import com.bestqi.platform.inventory.Impersonal;
import com.bestqi.platform.inventory.Store;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** The table {@code maps_provider}. */
@RegisterForReflection
@Store(
        table = "maps_provider",
        erasure = Store.Erasure.NOT_PERSONAL,
        ground = "Says whether the maps provider is in the register of recipients; about nobody",
        clauses = {"PM-2", "SH-1"},
        retention = "ground")
public record MapsProviderTable(
        @Impersonal String recipient, @Impersonal boolean receives, @Impersonal Instant at) {}
