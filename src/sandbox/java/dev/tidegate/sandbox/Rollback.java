package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;

import java.util.Optional;

/**
 * The bad release: lets the canary fail at its second step, watches the error rate as a monitoring
 * system would, and raises the alert.
 */
final class Rollback {
    private static final double FAIL_AT_WEIGHT = 25;
    private static final int FAIL_PERCENT = 60;
    private static final double ALERT_ABOVE_PERCENT = 20;
    private static final long ENOUGH_REQUESTS = 20;

    private final Stage stage;
    private final Release release;
    private final String canary;
    private Optional<ClientReport> failingSince = Optional.empty();
    private Optional<Aftermath> aftermath = Optional.empty();

    Rollback(Stage stage, Release release, String canary) {
        this.stage = stage;
        this.release = release;
        this.canary = canary;
    }

    /** One look at the rollout: does what is due. */
    void meanwhile(RolloutView now) {
        if (now.weight() >= FAIL_AT_WEIGHT && failingSince.isEmpty()) {
            service().fail(FAIL_PERCENT);
            failingSince = Optional.of(stage.clients.report());
            release.say("%s is told to fail %s %% of its requests".formatted(canary, FAIL_PERCENT));
        }
        failingSince.filter(before -> aftermath.isEmpty()).ifPresent(this::watch);
    }

    private void watch(ClientReport before) {
        ClientReport seen = stage.clients.report().since(before);
        double rate = seen.errorRate(canary);
        if (seen.of(canary) >= ENOUGH_REQUESTS && rate > ALERT_ABOVE_PERCENT) {
            release.say(
                    "%.1f %% of %s requests to %s failed (more than %.0f %%): raising the alert"
                            .formatted(rate, seen.of(canary), canary, ALERT_ABOVE_PERCENT));
            aftermath = Optional.of(Aftermath.ofAlert(stage, canary));
        }
    }

    /** What followed the alert; empty before it. */
    Optional<Aftermath> aftermath() {
        return aftermath;
    }

    /** Lets the version work again and resolves the alert, so that it may be released once more. */
    void mend() {
        service().fail(0);
        aftermath.ifPresent(Aftermath::resolve);
    }

    private SampleService service() {
        return Optional.ofNullable(stage.services.get(canary)).orElseThrow();
    }
}
