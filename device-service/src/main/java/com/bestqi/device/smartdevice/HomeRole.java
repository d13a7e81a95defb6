package com.bestqi.device.smartdevice;

/** What a person is in a home, which decides what they may do with the devices in it. */
public enum HomeRole {
    /** Whose home it is. */
    OWNER,
    /** Lives there. */
    MEMBER,
    /** Comes for some time: sees the devices and commands them, and sees nothing of the past. */
    GUEST;

    /** Whether they may see what was. */
    public boolean livesThere() {
        return this != GUEST;
    }
}
