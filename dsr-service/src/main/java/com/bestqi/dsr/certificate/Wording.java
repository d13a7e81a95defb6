package com.bestqi.dsr.certificate;

/** What certificates say in words; no more than was checked. */
final class Wording {
    private static final String STAYS =
            " What stays, without content: in every service a tombstone and a record of its own"
                    + " erasure under the account id, which by itself leads nowhere, so that nothing"
                    + " comes back; and in the service for privacy requests the record of this case,"
                    + " the signed answers and this certificate.";

    private static final String NOT_CLAIMED =
            " What this does not claim: that there are no copies that the services do not know of,"
                    + " for instance those taken by the person or by recipients of earlier disclosures;"
                    + " that backups made earlier no longer hold the rows: they are not taken out of"
                    + " those. The confidential fields in them are closed to whoever has such a backup"
                    + " of the data, of the keys, or of both, without the master key, which is in"
                    + " neither; together with the master key of that time a backup of both made"
                    + " before the erasure would still open them, until that backup is deleted, or"
                    + " that master key has been replaced and every copy of it destroyed; when"
                    + " that is, this certificate does not attest. Fields that are not confidential"
                    + " stay readable in such a backup until it is deleted. Nor does it claim that"
                    + " the account id is gone from the log of the message broker, which never held"
                    + " more about the person than this id, times, counts and choices, and keeps the"
                    + " order to erase for ever.";

    static final String COMPLETE =
            "Every service named here was ordered to erase all it held about the account id in"
                    + " \"sub\". Each deleted the rows counted under \"erased\"; then, at the time given"
                    + " under \"completedAt\", read back every store it declares, found nothing left of"
                    + " this account id, had destroyed the person's key, and signed so with a key of"
                    + " its own. \"root\" ties the signed answers together: none can be changed, left"
                    + " out, added or moved unnoticed."
                    + STAYS
                    + NOT_CLAIMED;

    static final String FAILED =
            "Every service named here was ordered to erase all it held about the account id in"
                    + " \"sub\", but at least one answers that it did not succeed: rows counted under"
                    + " \"remaining\" are still there, or the person's key is not destroyed. The"
                    + " erasure is not complete."
                    + STAYS
                    + NOT_CLAIMED;

    static final String PART =
            "Every service named here was ordered to erase the part that the person named of what it"
                    + " held about the account id in \"sub\". Each deleted the rows counted under"
                    + " \"erased\"; then, at the time given under \"completedAt\" and while nothing"
                    + " was written about the person, read back the stores named here, found the"
                    + " rows counted under \"remaining\", and signed so. What remains is named"
                    + " under \"kept\". \"root\" ties the signed answers together. The account goes"
                    + " on, and so does everything that is not named here; the person's key is not"
                    + " destroyed, so a backup made before the erasure still opens with it until"
                    + " that backup is deleted. What came in after \"completedAt\" is not erased.";

    static final String ESSENTIAL =
            "The account rests on it, or it belongs to a record of another kind; it goes with the"
                    + " account";

    private Wording() {}
}
