package dev.tidegate.core.routing;

import java.time.Duration;
import java.util.Optional;

/** What of a request is hashed, so that equal ones go to the same endpoint. */
public sealed interface HashKey {

    /** The value of a request header. */
    record Header(String name) implements HashKey {
        public Header {
            requireName("httpHeaderName", name);
        }
    }

    /**
     * The value of a cookie.
     *
     * @param path of a generated cookie
     * @param ttl life of the cookie that the proxy generates when a request has none, zero for a
     *     session; none is generated when it is absent
     */
    record Cookie(String name, Optional<String> path, Optional<Duration> ttl) implements HashKey {
        public Cookie {
            requireName("httpCookie.name", name);
        }
    }

    /** The address that a connection comes from. */
    record SourceIp() implements HashKey {}

    /** The value of a query parameter. */
    record QueryParameter(String name) implements HashKey {
        public QueryParameter {
            requireName("httpQueryParameterName", name);
        }
    }

    private static void requireName(String field, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "loadBalancer.consistentHash.%s: is empty; name what is hashed"
                            .formatted(field));
        }
    }
}
