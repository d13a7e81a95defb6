package com.bestqi.device;

import com.bestqi.platform.test.nativeimage.NativeSourcesRules;

class NativeSourcesIT extends NativeSourcesRules {
    NativeSourcesIT() {
        super("com.bestqi.device", "com.bestqi.platform");
    }
}
