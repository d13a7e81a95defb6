package com.bestqi.notification.mail;

import com.bestqi.platform.audit.About;
import com.bestqi.platform.audit.Audited;
import com.bestqi.platform.audit.AuditedCall;
import com.bestqi.platform.problem.CommonProblem;
import com.bestqi.platform.problem.ProblemException;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail at once and keeps nothing: neither address nor content reaches the database, for the
 * person it is about is erased by then.
 */
@Path("/internal/mails")
@RolesAllowed("service")
@RunOnVirtualThread
class MailInternalResource {
    private final MailSender sender;
    private final AuditedCall audited;

    MailInternalResource(MailSender sender, AuditedCall audited) {
        this.sender = sender;
        this.audited = audited;
    }

    @POST
    @Audited(purpose = "RI-3")
    public Response send(@Valid @NotNull MailOrder order) {
        audited.about(About.thing("request", order.parameters().requestId()));
        var attachment = order.attachment() == null ? null : order.attachment().decoded();
        var delivery =
                switch (order.template()) {
                    case ERASURE_CERTIFICATE -> {
                        var letter = order.parameters().erasure(attachment != null);
                        yield sender.send(
                                letter.name(), order.to(), letter.in(order.language()), attachment);
                    }
                    case VERIFICATION_CODE -> {
                        var letter = order.parameters().verification();
                        yield sender.send(
                                letter.name(), order.to(), letter.in(order.language()), null);
                    }
                };
        return switch (delivery) {
            case TAKEN -> Response.accepted().build();
            case REFUSED ->
                    throw new ProblemException(
                            CommonProblem.UNPROCESSABLE, "The mail server refuses this for good.");
            case AWAY, DOUBTFUL ->
                    throw ProblemException.unavailable(
                            CommonProblem.UNAVAILABLE, "The mail server did not take it.");
        };
    }

    /**
     * A mail to be sent.
     *
     * @param language falls back along the tag to English
     */
    record MailOrder(
            @NotNull @Size(max = 254) @Pattern(regexp = ADDRESS) String to,
            @NotNull @Size(max = 35) @Pattern(regexp = "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
                    String language,
            @NotNull OrderedTemplate template,
            @NotNull @Valid OrderedParameters parameters,
            @Valid @Nullable OrderedAttachment attachment) {
        private static final String ADDRESS =
                "[^\\s\\p{Cntrl}\"(),:;<>@\\[\\\\\\]]{1,64}@[^\\s\\p{Cntrl}\"(),:;<>@\\[\\\\\\]]{1,189}";

        @Override
        public String toString() {
            return "MailOrder[hidden]";
        }
    }

    /** What may be ordered in this way. */
    enum OrderedTemplate {
        @JsonProperty("erasure-certificate")
        ERASURE_CERTIFICATE,
        @JsonProperty("verification-code")
        VERIFICATION_CODE
    }

    record OrderedParameters(
            @NotNull UUID requestId,
            @Nullable @Size(max = 2000) @Pattern(regexp = "https?://[\\x21-\\x7e]+")
                    String statusUrl,
            @Nullable OrderedResult result,
            @Nullable @Pattern(regexp = "[0-9]{6}") String code) {
        ErasureLetter erasure(boolean certified) {
            var said = result;
            if (said == null) {
                throw ProblemException.invalid("parameters.result", "must not be null");
            }
            return new ErasureLetter(
                    requestId, ErasureLetter.Result.valueOf(said.name()), statusUrl, certified);
        }

        CodeLetter verification() {
            var digits = code;
            if (digits == null) {
                throw ProblemException.invalid("parameters.code", "must not be null");
            }
            return new CodeLetter(requestId, digits);
        }

        @Override
        public String toString() {
            return "OrderedParameters[" + requestId + "]";
        }
    }

    enum OrderedResult {
        @JsonProperty("complete")
        COMPLETE,
        @JsonProperty("partial")
        PARTIAL,
        @JsonProperty("failed")
        FAILED
    }

    record OrderedAttachment(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}") String fileName,
            @NotNull @Pattern(regexp = "[a-z]{1,20}/[a-z0-9][a-z0-9.+-]{0,60}") String contentType,
            @NotNull @Size(max = 1_000_000) String base64) {
        MailSender.Attachment decoded() {
            try {
                return new MailSender.Attachment(
                        fileName, contentType, Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("attachment.base64", "is not Base64");
            }
        }
    }
}
