package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Routing.TlsRef;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a policy names a {@code tls} route, which has no name: by its port and SNI hosts. */
final class TlsMatch {

    private TlsMatch() {}

    /**
     * Whether one match of a {@code tls} route has the port that is asked for, and every SNI host.
     */
    static boolean matches(TlsRef ref, Map<String, Object> match) {
        return (ref.port().isEmpty() || Tree.number(match, "port") == ref.port().getAsInt())
                && Tree.list(match, "sniHosts").containsAll(ref.sniHosts());
    }

    static String key(TlsRef ref) {
        List<String> parts = new ArrayList<>(ref.sniHosts());
        ref.port().ifPresent(port -> parts.addFirst(String.valueOf(port)));
        return String.join("+", parts);
    }

    static String words(TlsRef ref) {
        List<String> parts = new ArrayList<>();
        ref.port().ifPresent(port -> parts.add("port " + port));
        if (!ref.sniHosts().isEmpty()) {
            parts.add("SNI hosts " + String.join(", ", ref.sniHosts()));
        }
        return String.join(" and ", parts);
    }
}
