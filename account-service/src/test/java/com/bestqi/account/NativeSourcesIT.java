package com.bestqi.account;

import com.bestqi.platform.test.nativeimage.NativeSourcesRules;

class NativeSourcesIT extends NativeSourcesRules {
    NativeSourcesIT() {
        super("com.bestqi.account", "com.bestqi.platform");
    }
}
