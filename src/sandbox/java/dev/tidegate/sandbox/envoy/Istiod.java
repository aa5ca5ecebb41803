package dev.tidegate.sandbox.envoy;

import java.time.Duration;

/**
 * The behaviour of istiod in time.
 *
 * @param quiet the debounce, see {@link Debounce}
 * @param most its bound
 * @param between how long a proxy that has its clusters waits for its routes: one push carries
 *     clusters first. On a mesh of a few services it is some milliseconds, with a thousand others
 *     131 to 213 ms
 * @param drain how long connections that a change ends may go on
 */
public record Istiod(Duration quiet, Duration most, Duration between, Duration drain) {

    /** Istio's defaults, and a small mesh. */
    public static final Istiod DEFAULT =
            new Istiod(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(45));
}
