package dev.tidegate.adapter.http;

import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.TRANSFER_ENCODING;

import dev.tidegate.door.Problem;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.List;

/**
 * Refuses a request whose end two readers could see at different places (RFC 9112, section 6.3).
 * Netty refuses what has both a length and chunks; this refuses the codings that it does not know,
 * whose requests it would read by their length, or as empty. HTTP/2 without TLS, which proxies pass
 * on unread, is not spoken.
 */
@ApplicationScoped
final class Framing implements HttpServerOptionsCustomizer {

    private static final int BEFORE_ALL_OTHERS = Integer.MAX_VALUE;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }

    void register(@Observes Filters filters) {
        filters.register(Framing::check, BEFORE_ALL_OTHERS);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> codings = request.headers().getAll(TRANSFER_ENCODING);
        if (codings.isEmpty() || isChunked(request, codings)) {
            context.next();
            return;
        }
        Problem problem =
                Problem.of(
                        400,
                        "Transfer-Encoding",
                        "is \"%s\"; right is chunked alone, in HTTP/1.1, without a Content-Length"
                                .formatted(String.join(", ", codings)));
        var _ =
                context.response()
                        .setStatusCode(problem.status())
                        .putHeader("Content-Type", Problem.MEDIA_TYPE)
                        .putHeader("Connection", "close")
                        .end(JsonObject.mapFrom(problem).toBuffer());
        // now: what comes next on this connection is nobody's request
        var _ = request.connection().close();
    }

    private static boolean isChunked(HttpServerRequest request, List<String> codings) {
        return codings.size() == 1
                && codings.getFirst().equalsIgnoreCase("chunked")
                && request.version() != HttpVersion.HTTP_1_0
                && !request.headers().contains(CONTENT_LENGTH);
    }
}
