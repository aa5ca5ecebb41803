package dev.tidegate.simulation.judge;

import dev.tidegate.core.event.RolloutEvent.Observed;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.Facts.Decided;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I6: no wait ends by itself sooner than its length after the routes carried its weights, by the
 * world's clock, pauses left out. It may be shorter only by as much as the clock of who ends it is
 * ahead of the clock by which its end was reckoned, and by what {@link Facts#lateElsewhere} says. A
 * process that was alone all the time has no such excuse: it measures waits by a clock that nobody
 * sets. A wait that a person, an alert or a deployment ends is none.
 */
final class Holds implements Check {

    private static final Set<PhaseKind> ON =
            EnumSet.of(PhaseKind.PROGRESSING, PhaseKind.BAKING, PhaseKind.SUCCEEDED);

    /** How the ids of verdicts begin. */
    private static final String VERDICT = "/analysis ";

    private final Facts facts;
    private final Verdicts verdicts;

    /** The wait that each release is in, by its uid. */
    private final Map<String, Hold> holds = new HashMap<>();

    Holds(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        facts.routesOf(change)
                .or(() -> facts.ruleOf(change))
                .ifPresent(
                        service ->
                                facts.of(service.key()).stream()
                                        .filter(r -> holds.containsKey(r.identity().uid()))
                                        .forEach(r -> carried(service, r, change)));
    }

    /** Takes note when the routes carry what a release waits with, which has no wait before. */
    private void carried(SimService service, Rollout rollout, @Nullable Change write) {
        @Nullable Hold hold = holds.get(rollout.identity().uid());
        // a dry run's routes are as it wants them from the first
        boolean dry = write == null && rollout.plan().dryRun();
        if (hold != null && !hold.started() && (dry || carries(service, rollout))) {
            hold.start(write, rollout.wantedRevision());
        }
    }

    /** Of the propagation wait: whether the subset is there that proxies have to learn of. */
    private boolean carries(SimService service, Rollout rollout) {
        if (rollout.phase() instanceof Phase.Live live
                && live.acting() instanceof Phase.Preparing) {
            return !service.subsets()
                    || facts.server()
                            .get("DestinationRule", service.key().namespace(), service.routes())
                            .filter(r -> RouteView.subsets(r).contains(rollout.canary().name()))
                            .isPresent();
        }
        return facts.weights(service)
                .filter(w -> Ratios.same(w, rollout.wanted().orElseThrow(), rollout))
                .isPresent();
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        String uid = after.identity().uid();
        Optional<Decided> decided = facts.decided(uid, after.revision());
        boolean shares =
                facts.service(after.service()).filter(facts.belongings()::shares).isPresent();
        if (before == null || decided.isEmpty() || shares) {
            return;
        }
        @Nullable Hold hold = holds.get(uid);
        if (after.revision() == before.revision()) {
            if (hold != null && !after.phase().equals(before.phase())) {
                hold.reckoned(
                        new Decided(
                                change.by(), facts.clocks().begun(change.by()), facts.micros()));
            }
            return;
        }
        String key = Hold.key(after).orElse("");
        if (hold != null && !hold.key().equals(key)) {
            if (endsByItself(after)) {
                judge(hold, before, decided.get());
            }
            holds.remove(uid);
            hold = null;
        }
        if (hold == null && !key.isEmpty()) {
            hold = new Hold(facts, key, after, decided.get());
            holds.put(uid, hold);
        }
        if (hold != null) {
            facts.service(after.service()).ifPresent(service -> carried(service, after, null));
            hold.paused(after.phase() instanceof Phase.Paused, decided.get());
        }
    }

    /**
     * Whether it went on because its time had come, or the pods or the proof that it waited for.
     */
    private static boolean endsByItself(Rollout after) {
        String cause = after.history().getLast().eventId();
        boolean itself =
                cause.endsWith("/due") || cause.equals(Observed.NUDGE) || cause.startsWith(VERDICT);
        boolean on =
                ON.contains(after.phase().kind())
                        || (after.phase() instanceof Phase.Paused p && p.declared());
        return itself && on;
    }

    private void judge(Hold hold, Rollout before, Decided end) {
        String name = before.identity().name();
        if (before.phase() instanceof Phase.Preparing && (before.goesBack() || !hold.started())) {
            // what gets weight without its subset, or too soon after it, is for I3 to find
            return;
        }
        if (!hold.started()) {
            broken("%s ended %s, whose weights were never written".formatted(name, hold.key()));
        } else if (hold.lacks(before.identity().uid(), end) > 0) {
            broken(
                    "%s held %s for %d ms in place of %d"
                            .formatted(
                                    name,
                                    hold.key(),
                                    hold.lasted(end) / 1_000,
                                    hold.micros() / 1_000));
        }
    }

    private void broken(String what) {
        verdicts.broken(Invariant.I6, what);
    }
}
