package com.bestqi.dsr;

import com.bestqi.platform.test.nativeimage.NativeSourcesRules;

class NativeSourcesIT extends NativeSourcesRules {
    NativeSourcesIT() {
        super("com.bestqi.dsr", "com.bestqi.platform");
    }
}
