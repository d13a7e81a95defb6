package com.bestqi.device.home;

import com.bestqi.device.smartdevice.SmartDevices;
import com.bestqi.platform.inventory.DataCategory;
import com.bestqi.platform.subject.Processing;
import com.bestqi.platform.subject.Subjects;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** What becomes of people and devices when a home ends, or when somebody leaves it. */
@ApplicationScoped
class HomeClosing {
    private final MemberRepository members;
    private final Homes homes;
    private final SmartDevices devices;
    private final Subjects subjects;
    private final List<HomeEndListener> listeners;

    HomeClosing(
            MemberRepository members,
            Homes homes,
            SmartDevices devices,
            Subjects subjects,
            @All List<HomeEndListener> listeners) {
        this.members = members;
        this.homes = homes;
        this.devices = devices;
        this.subjects = subjects;
        this.listeners = listeners;
    }

    /** Takes everybody and everything out of a home that the caller holds still. */
    @Transactional(Transactional.TxType.MANDATORY)
    void empty(UUID homeId) {
        members.removeAll(homeId);
        endOffers(homeId);
        takeOut(homeId, devices.ownersIn(homeId));
    }

    /** Whom the owner invited cannot come in any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    void endOffers(UUID homeId) {
        listeners.forEach(listener -> listener.over(homeId));
    }

    /**
     * Puts the devices of some people that are in a home into the first home of each. Those of
     * somebody who is erased meanwhile go with them.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void takeOut(UUID homeId, List<UUID> ownerIds) {
        var here =
                subjects.shareAll(new HashSet<>(ownerIds), Processing.STORAGE, DataCategory.DEVICE);
        for (var ownerId : ownerIds) {
            if (here.containsKey(ownerId)) {
                devices.moveAll(ownerId, homeId, homes.ensure(ownerId));
            }
        }
    }
}
