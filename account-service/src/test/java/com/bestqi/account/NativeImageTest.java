package com.bestqi.account;

import com.bestqi.platform.test.nativeimage.NativeImageRules;

class NativeImageTest extends NativeImageRules {
    NativeImageTest() {
        super("com.bestqi.account", "com.bestqi.platform");
    }
}
