package com.bestqi.consent.receipt;

import io.smallrye.config.ConfigMapping;

/** How receipts are made out. */
@ConfigMapping(prefix = "bestqi.receipt")
interface ReceiptConfig {
    /** Who stands behind them: the public address of the suite. */
    String issuer();
}
