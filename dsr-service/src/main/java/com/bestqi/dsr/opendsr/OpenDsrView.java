package com.bestqi.dsr.opendsr;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What controllers are told; the names are those of the specification. */
sealed interface OpenDsrView {
    /** The version of the specification. */
    String VERSION = "1.0";

    /** What can be asked here. */
    @RegisterForReflection
    record Discovery(
            @JsonProperty("api_version") String apiVersion,
            @JsonProperty("supported_identities") List<SupportedIdentity> supportedIdentities,
            @JsonProperty("supported_subject_request_types")
                    List<String> supportedSubjectRequestTypes,
            @JsonProperty("processor_certificate") String processorCertificate)
            implements OpenDsrView {}

    /** A kind of name that people are known by here. */
    @RegisterForReflection
    record SupportedIdentity(
            @JsonProperty("identity_type") String identityType,
            @JsonProperty("identity_format") String identityFormat)
            implements OpenDsrView {}

    /** It came in. */
    @RegisterForReflection
    record Received(
            @JsonProperty("controller_id") String controllerId,
            @JsonProperty("expected_completion_time") Instant expectedCompletionTime,
            @JsonProperty("received_time") Instant receivedTime,
            @JsonProperty("encoded_request") String encodedRequest,
            @JsonProperty("subject_request_id") UUID subjectRequestId)
            implements OpenDsrView {
        @Override
        public String toString() {
            return "Received[" + subjectRequestId + "]";
        }
    }

    /** Where it stands. */
    @RegisterForReflection
    record Status(
            @JsonProperty("controller_id") String controllerId,
            @JsonProperty("expected_completion_time") Instant expectedCompletionTime,
            @JsonProperty("subject_request_id") UUID subjectRequestId,
            @JsonProperty("request_status") String requestStatus,
            @JsonProperty("api_version") String apiVersion)
            implements OpenDsrView {}

    /** It is taken back. */
    @RegisterForReflection
    record Cancelled(
            @JsonProperty("controller_id") String controllerId,
            @JsonProperty("subject_request_id") UUID subjectRequestId,
            @JsonProperty("received_time") Instant receivedTime,
            @JsonProperty("api_version") String apiVersion)
            implements OpenDsrView {}

    /** The body of a callback. */
    @RegisterForReflection
    record Called(
            @JsonProperty("controller_id") String controllerId,
            @JsonProperty("expected_completion_time") Instant expectedCompletionTime,
            @JsonProperty("status_callback_url") String statusCallbackUrl,
            @JsonProperty("subject_request_id") UUID subjectRequestId,
            @JsonProperty("request_status") String requestStatus)
            implements OpenDsrView {}
}
