package dev.tidegate.sandbox;

import dev.tidegate.core.routing.HashKey;
import dev.tidegate.core.routing.HashKey.Cookie;
import dev.tidegate.core.routing.HashKey.Header;
import dev.tidegate.core.routing.HashKey.QueryParameter;
import dev.tidegate.core.routing.HashKey.SourceIp;
import dev.tidegate.core.routing.LoadBalancer;
import dev.tidegate.core.routing.LoadBalancer.ConsistentHash;
import dev.tidegate.core.selection.XxHash64;

import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Finds what a request sticks to. A request without it goes anywhere, as in Envoy. */
final class StickyKey {

    private StickyKey() {}

    /** The hash; a cookie that the proxy must make is added to the answer. */
    static long of(LoadBalancer balancer, HttpServerRequest request, RandomGenerator random) {
        if (!(balancer instanceof ConsistentHash hash)) {
            return random.nextLong();
        }
        return value(hash.key(), request, random).map(XxHash64::of).orElseGet(random::nextLong);
    }

    private static Optional<String> value(
            HashKey key, HttpServerRequest request, RandomGenerator random) {
        return switch (key) {
            case Header header -> Optional.ofNullable(request.getHeader(header.name()));
            case QueryParameter query -> Optional.ofNullable(request.params().get(query.name()));
            case SourceIp _ -> Optional.of(request.remoteAddress().hostAddress());
            case Cookie cookie ->
                    Optional.ofNullable(request.getCookie(cookie.name()))
                            .map(io.vertx.core.http.Cookie::getValue)
                            .or(() -> made(cookie, request, random));
        };
    }

    private static Optional<String> made(
            Cookie cookie, HttpServerRequest request, RandomGenerator random) {
        if (cookie.ttl().isEmpty()) {
            return Optional.empty();
        }
        String value = Long.toHexString(random.nextLong());
        io.vertx.core.http.Cookie made =
                io.vertx.core.http.Cookie.cookie(cookie.name(), value).setHttpOnly(true);
        cookie.path().ifPresent(made::setPath);
        cookie.ttl().filter(ttl -> !ttl.isZero()).ifPresent(t -> made.setMaxAge(t.toSeconds()));
        request.response().addCookie(made);
        return Optional.of(value);
    }
}
