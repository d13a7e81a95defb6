package com.bestqi.notification;

import com.bestqi.platform.test.nativeimage.NativeImageRules;

class NativeImageTest extends NativeImageRules {
    NativeImageTest() {
        super("com.bestqi.notification", "com.bestqi.platform");
    }
}
