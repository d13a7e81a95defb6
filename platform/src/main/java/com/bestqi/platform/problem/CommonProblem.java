package com.bestqi.platform.problem;

/** Problems that every service may answer with. */
public enum CommonProblem implements ProblemCode {
    /** The request cannot be read. */
    BAD_REQUEST(400, "The request is not valid"),
    /** No valid token. */
    UNAUTHORIZED(401, "Authentication is needed"),
    /** The log-in is older than this call allows. */
    LOGIN_TOO_OLD(401, "A fresh log-in is needed"),
    /** The caller may not do this. */
    FORBIDDEN(403, "Not allowed"),
    /** The second step must be taken by another person. */
    FOUR_EYES(403, "Somebody else must take this step"),
    /** A switch is off. */
    CONSENT_REQUIRED(403, "A permission is switched off"),
    /** Absent, or somebody else's. */
    NOT_FOUND(404, "Not found"),
    /** The path exists, the method does not. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** No representation that the caller accepts. */
    NOT_ACCEPTABLE(406, "Not acceptable"),
    /** Wrong state, or a race was lost. */
    CONFLICT(409, "In conflict with the present state"),
    /** A call with the same idempotency key is still running. */
    CALL_IN_PROGRESS(409, "The first call with this key is still running"),
    /** The person is erased. */
    ACCOUNT_ERASED(410, "The account is erased"),
    /** The device is erased. */
    DEVICE_ERASED(410, "The device is erased"),
    /** The version in If-Match is not the present one. */
    PRECONDITION_FAILED(412, "Changed in the meantime"),
    /** The body is over the limit. */
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    /** The content type is not understood here. */
    UNSUPPORTED_MEDIA_TYPE(415, "Content type not supported"),
    /** Well formed, but refused for its meaning. */
    UNPROCESSABLE(422, "The request makes no sense here"),
    /** The idempotency key was used with another body. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    /** The person has restricted processing. */
    PROCESSING_RESTRICTED(423, "Processing is restricted"),
    /** Too many calls. */
    TOO_MANY_REQUESTS(429, "Too many requests"),
    /** Something failed here; nothing else is said. */
    INTERNAL_ERROR(500, "Something went wrong"),
    /** This service has not heard of the account yet. */
    ACCOUNT_NOT_READY(503, "The account is being set up"),
    /** The copy of the person's choices is too old to rest anything on. */
    CONSENT_UNKNOWN(503, "It is not known whether this is permitted"),
    /** The service is bringing its data up to what was erased before it serves anybody. */
    SERVICE_RESTORING(503, "The service is catching up"),
    /** Something this call needs is away. */
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
