package com.bestqi.dsr;

import com.bestqi.platform.test.nativeimage.NativeImageRules;

class NativeImageTest extends NativeImageRules {
    NativeImageTest() {
        super("com.bestqi.dsr", "com.bestqi.platform");
    }
}
