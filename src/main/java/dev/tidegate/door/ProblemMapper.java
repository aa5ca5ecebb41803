package dev.tidegate.door;

import dev.tidegate.core.text.Invisible;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every error as a problem document, the framework's own errors too. */
public final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final Denials denials;

    ProblemMapper(Denials denials) {
        this.denials = denials;
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException ignored, UriInfo uri) {
        return Problem.of(404, "there is nothing at " + uri.getPath() + "; see /q/openapi")
                .response();
    }

    @ServerExceptionMapper
    Response notSupported(NotSupportedException ignored, HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        String detail =
                "Content-Type: \""
                        + type
                        + "\" is not read here; send application/cloudevents+json, or"
                        + " application/json with ce-* headers";
        return Problem.of(415, "Content-Type", detail).response();
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException ignored, Request request, UriInfo uri) {
        String what = request.getMethod() + " is not done at " + uri.getPath();
        return Problem.of(405, what + "; /q/openapi lists what is").response();
    }

    /** Those who were not let in, at every entry: adapters throw it. */
    private Response denied(Denied denied, UriInfo uri) {
        denials.denied(Entry.of(uri.getPath()), denied);
        return switch (denied.why()) {
            case NOBODY -> challenge(denied, "");
            case NOT_GENUINE -> challenge(denied, ", error=\"invalid_token\"");
            case NO_RIGHT -> Problem.of(403, denied.detail()).response();
            case NO_ANSWER -> Problem.later(denied.detail() + "; send the same again");
        };
    }

    /** RFC 6750, section 3. */
    private static Response challenge(Denied denied, String error) {
        return Problem.of(401, denied.detail())
                .builder()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tidegate\"" + error)
                .build();
    }

    @ServerExceptionMapper
    Response any(WebApplicationException error) {
        int status = error.getResponse().getStatus();
        // its headers stay, such as Retry-After
        return Response.fromResponse(error.getResponse())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(status, String.valueOf(error.getMessage())))
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException error, UriInfo uri) {
        // no mapper of its own: the build would load that class, on Maven's older Java
        if (error instanceof Denied denied) {
            return denied(denied, uri);
        }
        LOG.errorf(error, "a request for %s failed", Invisible.escaped(uri.getPath()));
        return Problem.of(500, "the request failed here; the log says why").response();
    }
}
