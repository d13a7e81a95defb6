package com.bestqi.device;

import com.bestqi.device.command.CommandTable;
import com.bestqi.device.geofence.GeofenceEventTable;
import com.bestqi.device.geofence.GeofenceTable;
import com.bestqi.device.geofence.MapsProviderTable;
import com.bestqi.device.home.HomeMemberTable;
import com.bestqi.device.home.HomeTable;
import com.bestqi.device.invitation.InvitationTable;
import com.bestqi.device.location.LocationTable;
import com.bestqi.device.log.DesensitisedLogEntryTable;
import com.bestqi.device.log.LogEntryTable;
import com.bestqi.device.pairing.PairingTable;
import com.bestqi.device.phone.PhoneTable;
import com.bestqi.device.reading.ReadingTable;
import com.bestqi.device.scene.SceneRunTable;
import com.bestqi.device.scene.SceneTable;
import com.bestqi.device.smartdevice.DeviceTable;
import com.bestqi.device.smartdevice.DeviceWipeTable;
import com.bestqi.device.smartdevice.FarewellTable;
import com.bestqi.device.timezone.TimeZoneTable;
import com.bestqi.device.usage.UsageCountTable;
import com.bestqi.device.usage.UsageEventTable;
import com.bestqi.platform.inventory.Inventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Every store of this service (I-4), in the order in which an erasure empties them. */
final class DeviceInventory {
    private DeviceInventory() {}

    @Produces
    @Singleton
    static Inventory inventory() {
        return Inventory.of(
                ReadingTable.class,
                LocationTable.class,
                UsageEventTable.class,
                LogEntryTable.class,
                GeofenceEventTable.class,
                GeofenceTable.class,
                MapsProviderTable.class,
                SceneRunTable.class,
                SceneTable.class,
                TimeZoneTable.class,
                CommandTable.class,
                DeviceWipeTable.class,
                DeviceTable.class,
                FarewellTable.class,
                PairingTable.class,
                PhoneTable.class,
                InvitationTable.class,
                HomeMemberTable.class,
                HomeTable.class,
                UsageCountTable.class,
                DesensitisedLogEntryTable.class);
    }
}
