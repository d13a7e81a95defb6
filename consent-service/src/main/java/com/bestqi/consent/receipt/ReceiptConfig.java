package com.bestqi.consent.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How receipts are made out. */
@ConfigMapping(prefix = "bestqi.receipt")
interface ReceiptConfig {
    /** Who stands behind them: the public address of the suite. */
    String issuer();

    /** Who decides about the processing, as a receipt names them. */
    Controller controller();

    /** The controller. */
    interface Controller {
        /** Their name. */
        @WithDefault("BESTQI")
        String name();

        /** Their postal address, or where it can be read. */
        @WithDefault("https://bestqi.example/contact")
        String address();

        /** Where questions go. */
        @WithDefault("privacy@bestqi.example")
        String contact();
    }
}
