package com.bestqi.device;

import com.bestqi.platform.test.nativeimage.NativeImageRules;

class NativeImageTest extends NativeImageRules {
    NativeImageTest() {
        super("com.bestqi.device", "com.bestqi.platform");
    }
}
