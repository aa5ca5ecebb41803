package dev.tidegate.sandbox;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What follows when it was found that a canary fails, in the times of {@link System#nanoTime()}.
 *
 * @param foundNanos when it was found: just before the alert's record was handed to Kafka, or when
 *     the verdict was read
 */
record Aftermath(Stage stage, String canary, long foundNanos) {
    private static final long SETTLED_NANOS = 2_000_000_000L;

    /** When the VirtualService without the canary was acknowledged; not before {@code nanos}. */
    OptionalLong writeNanos(long nanos) {
        return stage.cluster.writes("VirtualService").stream()
                .filter(w -> w.nanos() - nanos > 0 && !Weights.routes(w, canary))
                .mapToLong(ApiServer.Write::nanos)
                .findFirst();
    }

    /** When the canary's last request came, once none has come for two seconds. */
    OptionalLong lastRequestNanos() {
        long last =
                Optional.ofNullable(stage.services.get(canary))
                        .orElseThrow()
                        .lastRequest()
                        .orElse(System.nanoTime());
        return System.nanoTime() - last > SETTLED_NANOS
                ? OptionalLong.of(last)
                : OptionalLong.empty();
    }
}
