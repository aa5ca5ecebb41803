package dev.tidegate.door;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.text.Invisible;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.util.Optional;

/**
 * A problem document by RFC 9457, with one extension: the field that is wrong.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status code
 * @param detail what is wrong and what would be right
 * @param field the field or parameter that is wrong, such as {@code data.version}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(description = "A problem document (RFC 9457)")
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Schema(implementation = String.class, examples = "data.version") Optional<String> field) {

    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_SECONDS = 5;

    /** What is wrong, in a sentence. */
    public static Problem of(int status, String detail) {
        return new Problem(
                "about:blank", title(status), status, Invisible.escaped(detail), Optional.empty());
    }

    /** What is wrong with a field. */
    public static Problem of(int status, String field, String detail) {
        return new Problem(
                "about:blank",
                title(status),
                status,
                Invisible.escaped(detail),
                Optional.of(field));
    }

    /** Of a rule that begins with its field and a colon. */
    public static Problem of(int status, IllegalArgumentException broken) {
        String detail = String.valueOf(broken.getMessage());
        return of(status, detail.substring(0, detail.indexOf(':')), detail);
    }

    /** That nothing can be answered now, and when to ask again. */
    public static Response later(String detail) {
        return of(503, detail)
                .builder()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** The answer that it is. */
    public Response response() {
        return builder().build();
    }

    /** The same, for what is to be said beside. */
    public Response.ResponseBuilder builder() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "HTTP " + status : known.getReasonPhrase();
    }
}
