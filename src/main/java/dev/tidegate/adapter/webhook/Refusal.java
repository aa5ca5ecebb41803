package dev.tidegate.adapter.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.text.Invisible;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

/**
 * A problem document by RFC 9457, as every error of this HTTP interface is.
 *
 * @param field what in the request is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Refusal(String type, String title, int status, String detail, @Nullable String field) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Response.ResponseBuilder of(
            Response.StatusType status, String detail, @Nullable String field) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(
                        new Refusal(
                                "about:blank",
                                status.getReasonPhrase(),
                                status.getStatusCode(),
                                Invisible.escaped(detail),
                                field));
    }
}
