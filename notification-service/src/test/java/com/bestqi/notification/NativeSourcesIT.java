package com.bestqi.notification;

import com.bestqi.platform.test.nativeimage.NativeSourcesRules;

class NativeSourcesIT extends NativeSourcesRules {
    NativeSourcesIT() {
        super("com.bestqi.notification", "com.bestqi.platform");
    }
}
