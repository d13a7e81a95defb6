package com.bestqi.dsr.certificate;

import com.bestqi.platform.event.SubjectDirective.Hold;

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

    static final String HELD =
            "Every service named here was ordered to erase all it held about the account id in"
                    + " \"sub\" that no legal hold covers. Each deleted the rows counted under"
                    + " \"erased\"; then, at the time given under \"completedAt\", read back every"
                    + " store it declares and signed what it found. The rows counted under"
                    + " \"remaining\" are covered by the holds named under \"kept\": they are taken"
                    + " out of service and used for nothing else, and where there are any the"
                    + " person's key is kept with them; everywhere else nothing was found left and"
                    + " the key is destroyed. When the last hold ends they are destroyed too, without"
                    + " anybody asking, and a certificate that says complete takes the place of this"
                    + " one, under the same status link. \"root\" ties the signed answers together:"
                    + " none can be changed, left out, added or moved unnoticed."
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

    /** Why a hold keeps something. */
    static String ground(Hold hold) {
        var why =
                switch (hold.ground()) {
                    case LEGAL_OBLIGATION -> "the law demands that it is kept (GDPR 17(3)(b))";
                    case LEGAL_CLAIM -> "it is needed for a legal claim (GDPR 17(3)(e))";
                    case AUTHORITY_ORDER -> "a court or authority ordered it (GDPR 17(3)(b))";
                    case FRAUD_OR_SECURITY -> "fraud or an attack is cleared up (GDPR 17(3)(e))";
                };
        return "legal hold " + hold.holdId() + ", " + why;
    }

    /** Until when. */
    static String until(Hold hold) {
        var end = hold.until();
        return end == null ? "the hold is released" : end.toString();
    }
}
