package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;
import dev.tidegate.sandbox.traffic.Failures;

import java.util.Optional;
import java.util.OptionalLong;

/** Waits for the analysis to find it in what the callers' proxy tells; nobody raises an alert. */
final class ByEvidence implements Finding {
    private static final int FAIL_PERCENT = 5;

    private final Stage stage;
    private final Release release;
    private final String canary;

    ByEvidence(Stage stage, Release release, String canary) {
        this.stage = stage;
        this.release = release;
        this.canary = canary;
    }

    @Override
    public int failPercent() {
        return FAIL_PERCENT;
    }

    @Override
    public Optional<Aftermath> look(ClientReport seen) {
        Optional<Verdicts.Worse> worse = stage.verdicts.worse(canary);
        worse.ifPresent(verdict -> release.say("verdict: " + verdict.sentence()));
        return worse.map(verdict -> new Aftermath(stage, canary, verdict.nanos()));
    }

    @Override
    public boolean show(Console console, Aftermath after, long last) {
        Optional<Failures.Span> failed = stage.failures.of(canary);
        OptionalLong write =
                failed.map(span -> after.writeNanos(span.firstNanos()))
                        .orElseGet(OptionalLong::empty);
        if (write.isEmpty()) {
            return false;
        }
        Failures.Span span = failed.get();
        console.line("  after the first failed request of %s:".formatted(canary));
        line(console, span, after.foundNanos(), "the verdict, without any alert");
        line(
                console,
                span,
                write.getAsLong(),
                "the VirtualService without %s was acknowledged".formatted(canary));
        line(console, span, span.lastNanos(), "the last of %d failures".formatted(span.count()));
        line(console, span, last, "the last request reached " + canary);
        return true;
    }

    private static void line(Console console, Failures.Span span, long then, String what) {
        console.line("  %9.3f s  %s".formatted((then - span.firstNanos()) / 1e9, what));
    }

    @Override
    public void mend() {
        // evidence is of one release: nothing holds the next one
    }
}
