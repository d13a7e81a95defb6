package com.bestqi.consent;

import com.bestqi.platform.test.nativeimage.NativeImageRules;

class NativeImageTest extends NativeImageRules {
    NativeImageTest() {
        super("com.bestqi.consent", "com.bestqi.platform");
    }
}
