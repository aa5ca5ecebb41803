package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;

import java.util.Optional;
import java.util.OptionalLong;

/** Watches the error rate as a monitoring system would, and raises the alert. */
final class ByAlert implements Finding {
    private static final int FAIL_PERCENT = 60;
    private static final double ALERT_ABOVE_PERCENT = 20;
    private static final long ENOUGH_REQUESTS = 20;

    private final Stage stage;
    private final Release release;
    private final String canary;
    private Optional<Events.Firing> alert = Optional.empty();

    ByAlert(Stage stage, Release release, String canary) {
        this.stage = stage;
        this.release = release;
        this.canary = canary;
    }

    /** Raises the alert. */
    static Events.Firing raise(Stage stage, String canary) {
        return stage.events.alert(Stage.NAMESPACE, Stage.SERVICE, canary, "CanaryErrorRate");
    }

    @Override
    public int failPercent() {
        return FAIL_PERCENT;
    }

    @Override
    public Optional<Aftermath> look(ClientReport seen) {
        double rate = seen.errorRate(canary);
        if (seen.of(canary) < ENOUGH_REQUESTS || rate <= ALERT_ABOVE_PERCENT) {
            return Optional.empty();
        }
        release.say(
                "%.1f %% of %s requests to %s failed (more than %.0f %%): raising the alert"
                        .formatted(rate, seen.of(canary), canary, ALERT_ABOVE_PERCENT));
        Events.Firing raised = raise(stage, canary);
        alert = Optional.of(raised);
        return Optional.of(new Aftermath(stage, canary, raised.nanos()));
    }

    @Override
    public boolean show(Console console, Aftermath after, long last) {
        OptionalLong write = after.writeNanos(after.foundNanos());
        write.ifPresent(
                then -> {
                    line(console, after, then, "the VirtualService without %s was acknowledged");
                    line(console, after, last, "the last request reached %s");
                });
        return write.isPresent();
    }

    private void line(Console console, Aftermath after, long then, String what) {
        console.line(
                "  %9.1f ms after the alert's record: %s"
                        .formatted((then - after.foundNanos()) / 1e6, what.formatted(canary)));
    }

    @Override
    public void mend() {
        alert.ifPresent(stage.events::resolve);
    }
}
