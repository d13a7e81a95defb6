package com.bestqi.device.scene;

import com.bestqi.device.smartdevice.DeviceRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What scenes have seen of a device, and that they ran because of it, goes with the device. */
@ApplicationScoped
class SceneRows implements DeviceRows {
    private final SceneRepository scenes;
    private final SceneRunRepository runs;

    SceneRows(SceneRepository scenes, SceneRunRepository runs) {
        this.scenes = scenes;
        this.runs = runs;
    }

    @Override
    public int delete(UUID ownerId, UUID deviceId, int atMost) {
        scenes.unseeOf(ownerId, deviceId);
        return runs.deleteOf(ownerId, List.of(deviceId), atMost);
    }
}
