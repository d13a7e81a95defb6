package com.bestqi.notification.wording;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Every sentence; English here, the other languages in {@code messages/wording_*.properties}. */
@MessageBundle("wording")
public interface Wording {

    /** Begins a message to somebody whose name is known. */
    @Message("Hello {name},")
    String greeting(String name);

    /** Begins a message to somebody whose name is not known. */
    @Message("Hello,")
    String plainGreeting();

    /** Title of the welcome. */
    @Message("Welcome to BESTQI")
    String welcomeTitle();

    /** What the welcome says. */
    @Message(
            "your account is ready. You can pair your devices now. Every permission is off until"
                    + " you turn it on, and you can delete your account in the app whenever you"
                    + " like: My account, delete account.")
    String welcomeText();

    /** Why the welcome was sent. */
    @Message(
            "You get this message once, because an account was registered with this address. If"
                    + " that was not you, log in with the forgotten-password link and delete the"
                    + " account.")
    String welcomeWhy();

    /** Title of the warning that an account is not used. */
    @Message("Your account will be erased in 30 days")
    String accountInactiveTitle();

    /** What the warning says. */
    @Message(
            "your account has not been used for a long time. In 30 days we erase it with"
                    + " everything we hold about you. If you want to keep it, log in to the app"
                    + " once before then; nothing else is needed.")
    String accountInactiveText();

    /** Why the warning was sent. */
    @Message(
            "You get this message because an account is registered with this address and we do not"
                    + " keep data of people who no longer use the service.")
    String accountInactiveWhy();

    /** Title before a restriction ends. */
    @Message("The restriction of your data ends soon")
    String restrictionLiftingTitle();

    /** What is said before a restriction ends. */
    @Message(
            "the restriction of processing that you asked for ends on {until} (UTC). From then on"
                    + " your data is processed again as before. If it is to go on, ask for a new"
                    + " one in the app.")
    String restrictionLiftingText(String until);

    /** Why this was sent. */
    @Message(
            "You get this message because you restricted the processing of your data, and are to"
                    + " know before that ends.")
    String restrictionLiftingWhy();

    /** Title when everything is erased. */
    @Message("Your data is erased")
    String erasureCompleteTitle();

    /** What is said when everything is erased. */
    @Message(
            "everything we held about you is erased in every service, and nothing was found when"
                    + " we looked again.")
    String erasureCompleteText();

    /** Title when a part is kept. */
    @Message("Your data is erased in part")
    String erasurePartialTitle();

    /** What is said when a part is kept. */
    @Message(
            "your data is erased, except for what the certificate names, with the ground on which"
                    + " it is kept and until when.")
    String erasurePartialText();

    /** Title when it did not succeed. */
    @Message("Your data could not be erased")
    String erasureFailedTitle();

    /** What is said when it did not succeed. */
    @Message(
            "the erasure of your data did not succeed in every service. The certificate names"
                    + " where. Please write to us and name the request.")
    String erasureFailedText();

    /** Names the request. */
    @Message("Request: {requestId}")
    String erasureRequest(String requestId);

    /** Explains the attachment. */
    @Message(
            "The attached certificate is signed and can be checked without us. Please keep it: we"
                    + " cannot send it again.")
    String erasureCertificate();

    /** Stands above the status link. */
    @Message("The course of the request, without logging in:")
    String erasureStatus();

    /** Why the erasure mail was sent. */
    @Message(
            "You get this message because the erasure of your account was asked for. It is the"
                    + " last one; your address is not kept.")
    String erasureWhy();
}
