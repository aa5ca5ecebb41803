package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;

import java.util.Optional;

/** The bad release: lets the canary fail at its second step, and has that found. */
final class Rollback {
    private static final double FAIL_AT_WEIGHT = 25;

    private final Stage stage;
    private final Release release;
    private final String canary;
    private final Finding finding;
    private Optional<ClientReport> failingSince = Optional.empty();
    private Optional<Aftermath> aftermath = Optional.empty();

    Rollback(Stage stage, Release release, String canary, Finding finding) {
        this.stage = stage;
        this.release = release;
        this.canary = canary;
        this.finding = finding;
    }

    /** One look at the rollout: does what is due. */
    void meanwhile(RolloutView now) {
        if (now.weight() >= FAIL_AT_WEIGHT && failingSince.isEmpty()) {
            service().fail(finding.failPercent());
            failingSince = Optional.of(stage.clients.report());
            release.say(
                    "%s is told to fail %s %% of its requests"
                            .formatted(canary, finding.failPercent()));
        }
        if (aftermath.isEmpty()) {
            aftermath =
                    failingSince.flatMap(
                            before -> finding.look(stage.clients.report().since(before)));
        }
    }

    /** What followed when it was found; empty before. */
    Optional<Aftermath> aftermath() {
        return aftermath;
    }

    /** Lets the version work again, so that it may be released once more. */
    void mend() {
        service().fail(0);
        finding.mend();
    }

    private SampleService service() {
        return Optional.ofNullable(stage.services.get(canary)).orElseThrow();
    }
}
