package dev.tidegate.sandbox;

import dev.tidegate.sandbox.traffic.ClientReport;
import dev.tidegate.sandbox.traffic.Draws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Follows one release from its deployment event to its end, and shows it. */
final class Release {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long ENOUGH_REQUESTS = 200;

    private final Stage stage;
    private final Console console;
    private final String canary;
    private final Duration limit;
    private final long begun = System.nanoTime();
    private final Instant begunAt = Clock.systemUTC().instant();
    private final ClientReport before;
    private Optional<RolloutView> now = Optional.empty();
    private long moved = System.nanoTime();
    private ClientReport atEntry = ClientReport.NOTHING;
    private Draws.Count drawnAtEntry = Draws.Count.NONE;
    private boolean sharesKept = true;
    private int judged;
    private int left;

    /**
     * A release to follow.
     *
     * @param limit how long it may stand where it is: a busy machine makes each move slow
     */
    Release(Stage stage, Console console, String canary, Duration limit) {
        this.stage = stage;
        this.console = console;
        this.canary = canary;
        this.limit = limit;
        this.before = stage.clients.report();
    }

    /**
     * Publishes the deployment event and follows the rollout to its end.
     *
     * @param meanwhile called several times a second with where the rollout stands
     * @return the last state; empty when it stood still for too long
     */
    Optional<RolloutView> play(Consumer<RolloutView> meanwhile) {
        Set<String> earlier = stage.rollouts.names();
        String id = stage.events.deployed(Stage.NAMESPACE, Stage.SERVICE, canary);
        say("deployment event of %s published (id %s)".formatted(canary, id));
        while (System.nanoTime() - moved < limit.toNanos()) {
            stage.rollouts
                    .next(TICK)
                    .filter(v -> v.version().equals(canary) && !earlier.contains(v.name()))
                    .ifPresent(this::seen);
            now.ifPresent(meanwhile);
            if (now.filter(RolloutView::ended).isPresent()) {
                return now;
            }
            console.status("           %s".formatted(observed()));
        }
        console.bad(
                "  the release of %s did not move for %s s".formatted(canary, limit.toSeconds()));
        return Optional.empty();
    }

    /**
     * Whether in every step that was judged most requests were drawn by its weights, and the canary
     * got as many of those as its share says and chance may do, see {@link Draws.Count#agrees}.
     */
    boolean sharesKept() {
        return sharesKept;
    }

    /** What is known of the shares, for a person: a step with few requests shows nothing. */
    String shares() {
        return judged == left
                ? "each step had the share it should have"
                : "%d of %d steps had the share they should have; fewer than %d requests show nothing of the others"
                        .formatted(judged, left, ENOUGH_REQUESTS);
    }

    /** Prints a line with the time since the release began. */
    void say(String text) {
        say(seconds(), text);
    }

    private void say(double seconds, String text) {
        console.line("  %+6.2f s  %s".formatted(seconds, text));
    }

    /** Prints what clients saw of the whole release. */
    void showClients() {
        ClientReport seen = stage.clients.report().since(before);
        console.line("  clients saw %s".formatted(seen.failuresText()));
        console.line(
                "           %s in %% of each second: %s"
                        .formatted(canary, seen.sharesText(canary)));
        seen.last()
                .forEach(
                        (version, at) ->
                                console.line(
                                        "           the last request of %s at %+.2f s"
                                                .formatted(version, sinceBegun(at))));
    }

    private double sinceBegun(Instant at) {
        return Duration.between(begunAt, at).toNanos() / 1e9;
    }

    /** What was observed since the current phase began. */
    ClientReport sinceEntry() {
        return stage.clients.report().since(atEntry);
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    private void seen(RolloutView next) {
        if (next.phase().isEmpty() || now.filter(next::standsAt).isPresent()) {
            now = Optional.of(next);
            return;
        }
        moved = System.nanoTime();
        now.filter(RolloutView::weighted).ifPresent(this::leave);
        now = Optional.of(next);
        atEntry = stage.clients.report();
        drawnAtEntry = stage.clients.draws().of(canary, next.weight());
        String why = next.reason().isEmpty() ? "" : " (" + next.reason() + ")";
        say(
                next.movedAt().map(this::sinceBegun).orElseGet(this::seconds),
                "%s: %s %% wanted for %s%s".formatted(next.title(), next.percent(), canary, why));
    }

    private void leave(RolloutView step) {
        // istiod's debounce is no fault of the step's
        long inTime = sinceEntry().total() - stage.late;
        left++;
        if (inTime >= ENOUGH_REQUESTS) {
            judged++;
            Draws.Count drawn = stage.clients.draws().of(canary, step.weight()).since(drawnAtEntry);
            sharesKept &= drawn.agrees(step.weight()) && drawn.all() >= inTime / 2;
        }
        console.line("           %s".formatted(observed()));
    }

    private String observed() {
        ClientReport seen = sinceEntry();
        return "observed %.1f %% %s of %d requests, %.1f %% of its answers are errors"
                .formatted(seen.share(canary), canary, seen.total(), seen.errorRate(canary));
    }
}
