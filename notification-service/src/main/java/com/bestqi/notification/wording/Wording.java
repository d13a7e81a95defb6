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

    /** Title of the notice that the policy changes. */
    @Message("Our privacy policy changes on {when} (UTC)")
    String policyAnnouncedTitle(String when);

    /** What the notice says. */
    @Message(
            "From {when} (UTC) version {version} of our privacy policy applies. You can read it"
                    + " now, and what differs from the present one, in the app: My account,"
                    + " Privacy, Policy.")
    String policyAnnouncedText(String version, String when);

    /** Added when it changes what data are used for. */
    @Message(
            "It changes what some of your data are used for. Where that rests on your consent, the"
                    + " consent you gave ends on that day, and we ask you again: without a new"
                    + " consent nothing is used.")
    String policyAnnouncedPurposes();

    /** The choices, when it changes what the policy promises. */
    @Message(
            "You have the choice: accept it, object to it in the app, turn off any permission, or"
                    + " delete your account. Your devices go on working without optional"
                    + " permissions. If you go on using the app after that day without objecting,"
                    + " that counts as acceptance.")
    String policyAnnouncedMaterial();

    /** The choices, when only its words change. */
    @Message(
            "Only its words change; what we promise and what we do stays the same. You can object"
                    + " to it in the app all the same.")
    String policyAnnouncedEditorial();

    /** Why the notice was given. */
    @Message(
            "You get this message because you have an account with us and are to know of a change"
                    + " of the policy before it applies.")
    String policyAnnouncedWhy();

    /** Title of the notice that there is a new recipient. */
    @Message("Somebody new receives personal data")
    String recipientAddedTitle();

    /** What the notice says. */
    @Message(
            "There is a new recipient in our register, in this country: {country}. Who it is, what"
                    + " they receive and what for you can read in the app: My account, Privacy,"
                    + " Recipients. What was disclosed about you stands there too. You can turn off"
                    + " the permission that a recipient depends on, object, or delete your"
                    + " account.")
    String recipientAddedText(String country);

    /** Why the notice was given. */
    @Message(
            "You get this message because you have an account with us and are to know who receives"
                    + " personal data.")
    String recipientAddedWhy();

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

    /** Title of an alarm. */
    @Message("One of your devices raised an alarm")
    String deviceAlertTitle();

    /** What is said of an alarm. */
    @Message(
            "a device of yours ({deviceType}) reported {reading} at {at} (UTC). Please look at it in"
                    + " the app: My devices.")
    String deviceAlertText(String deviceType, String reading, String at);

    /** Why it was sent. */
    @Message(
            "You get this message because you use a security service and have allowed"
                    + " notifications.")
    String deviceAlertWhy();

    /** Why a notice about the service was sent. */
    @Message(
            "You get this message because you have an account with us and have allowed"
                    + " notifications.")
    String serviceNoticeWhy();

    /** Why a notice about a breach was sent. */
    @Message(
            "You get this message because you have an account with us and personal data may have"
                    + " come into the wrong hands; you are to know whatever you have turned off.")
    String breachWhy();

    /** Why a change of ownership was announced. */
    @Message(
            "You get this message because you have an account with us and are to know when somebody"
                    + " else becomes responsible for your data, and what you can choose.")
    String ownershipChangeWhy();

    /** Stands above the link that ends mails of a kind. */
    @Message("To get no more mails of this kind, one click is enough:")
    String stopMails();

    /** What a phone shows; nothing of what the message is. */
    @Message("There is something new in your inbox.")
    String pushText();

    /** Title of the page that asks. */
    @Message("No more mails of this kind?")
    String unsubscribeTitle();

    /** What the page asks. */
    @Message("You go on finding these messages in the app. There you can turn the mails on again.")
    String unsubscribeText();

    /** On the button. */
    @Message("No more mails")
    String unsubscribeButton();

    /** Title of the page that confirms. */
    @Message("You get no more mails of this kind")
    String unsubscribedTitle();

    /** What the page says. */
    @Message("You can turn them on again in the app: My account, Notifications.")
    String unsubscribedText();

    /** Title when the copy of somebody's data is ready. */
    @Message("The copy of your data is ready")
    String requestCopyReadyTitle();

    /** What is said then. */
    @Message(
            "the copy of your data that you asked for is ready. Fetch it in the app within seven"
                    + " days: My account, Privacy, Requests. After that it is deleted.")
    String requestCopyReadyText();

    /** Title when a request is answered. */
    @Message("Your request is answered")
    String requestAnsweredTitle();

    /** What is said then; never what the request was about. */
    @Message(
            "your request about your data is answered. You find the answer in the app: My account,"
                    + " Privacy, Requests.")
    String requestAnsweredText();

    /** Title when an answer is put off. */
    @Message("Your request takes longer")
    String requestExtendedTitle();

    /** What is said then. */
    @Message(
            "we need more time for your request, and answer it by {until} (UTC). The reason stands"
                    + " in the app: My account, Privacy, Requests.")
    String requestExtendedText(String until);

    /** Why this was sent. */
    @Message("You get this message because you asked for something about your data.")
    String requestWhy();

    /** Title of the mail with a code; the code does not stand in it. */
    @Message("Your code")
    String verificationCodeTitle();

    /** What the mail with a code says. */
    @Message(
            "somebody who is logged in to your account has asked for something about your data. To"
                    + " show that it was you, enter this code in the app within ten minutes: {code}")
    String verificationCodeText(String code);

    /** Why the code was sent, and what to do if it was not you. */
    @Message(
            "You get this message because your log-in was some time ago. If you asked for nothing,"
                    + " do not give the code to anybody, and change your password.")
    String verificationCodeWhy();
}
