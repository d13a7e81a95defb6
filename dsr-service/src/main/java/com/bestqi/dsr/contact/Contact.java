package com.bestqi.dsr.contact;

/** An address and the language to write in. */
public record Contact(String email, String language) {
    @Override
    public String toString() {
        return "Contact[confidential]";
    }
}
