package com.bestqi.consent;

import com.bestqi.platform.test.nativeimage.NativeSourcesRules;

class NativeSourcesIT extends NativeSourcesRules {
    NativeSourcesIT() {
        super("com.bestqi.consent", "com.bestqi.platform");
    }
}
