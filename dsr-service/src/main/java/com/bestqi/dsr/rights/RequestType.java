package com.bestqi.dsr.rights;

/** What a person may ask for, as the API names it. */
public enum RequestType {
    /** A copy of everything (RI-1). */
    ACCESS,
    /** Making something right (RI-2). */
    RECTIFICATION,
    /** Erasing everything or a part (RI-3). */
    ERASURE,
    /** Restricting what is done with it (RI-4). */
    RESTRICTION,
    /** A copy of what rests on consent or contract, to be taken elsewhere (RI-5). */
    PORTABILITY,
    /** An objection to a purpose (RI-6). */
    OBJECTION
}
