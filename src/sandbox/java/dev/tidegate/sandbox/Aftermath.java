package dev.tidegate.sandbox;

import java.util.Optional;
import java.util.OptionalLong;

/** What follows an alert for a canary, in the times of {@link System#nanoTime()}. */
final class Aftermath {
    private static final long SETTLED_NANOS = 2_000_000_000L;

    private final Stage stage;
    private final String canary;
    private final Events.Firing alert;

    private Aftermath(Stage stage, String canary, Events.Firing alert) {
        this.stage = stage;
        this.canary = canary;
        this.alert = alert;
    }

    /** Raises the alert. */
    static Aftermath ofAlert(Stage stage, String canary) {
        return new Aftermath(
                stage,
                canary,
                stage.events.alert(Stage.NAMESPACE, Stage.SERVICE, canary, "CanaryErrorRate"));
    }

    /** When the alert's record was handed to Kafka. */
    long alertNanos() {
        return alert.nanos();
    }

    /** When the VirtualService without the canary was acknowledged. */
    OptionalLong writeNanos() {
        return stage.cluster.writes("VirtualService").stream()
                .filter(w -> w.nanos() - alertNanos() > 0 && !Weights.routes(w, canary))
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

    /** Resolves the alert, so that the version may be released once more. */
    void resolve() {
        stage.events.resolve(alert);
    }
}
