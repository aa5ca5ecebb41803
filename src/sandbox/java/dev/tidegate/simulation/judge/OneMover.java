package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where policies of two services name one route, no process lets a release of one begin when its
 * watch had shown it by then that a release of the other moves the route. A release that goes back
 * waits for nobody, nor does one whose gates somebody skipped.
 */
final class OneMover implements Check {

    /**
     * So long after a person's edit of a policy or a route a process may not know what is shared.
     */
    private static final long SEEN_MICROS = 180_000_000;

    private final Facts facts;
    private final Verdicts verdicts;

    private record Shown(long micros, int number, String name, boolean moves) {}

    /** What each life of a process was shown of a service's releases. */
    private final Map<String, List<Shown>> shown = new HashMap<>();

    /** When a person wrote a policy or a route last. */
    private long edited = -SEEN_MICROS;

    OneMover(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        boolean counts = change.kind().equals("RolloutPolicy") || change.kind().contains("Virtual");
        if (counts && !facts.own(change) && facts.micros() > 0) {
            edited = facts.micros();
        }
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals("Rollout")
                && facts.services().stream().anyMatch(facts.belongings()::shares)) {
            note(process, Facts.read(change.object()), change.after() != null);
        }
    }

    private void note(String process, Rollout rollout, boolean there) {
        boolean moves =
                there
                        && rollout.live()
                        && !rollout.plan().dryRun()
                        && !(rollout.phase() instanceof Phase.Pending);
        shown.computeIfAbsent(key(process, rollout), _ -> new ArrayList<>())
                .add(
                        new Shown(
                                facts.micros(),
                                Facts.number(rollout),
                                rollout.identity().name(),
                                moves));
    }

    private String key(String process, Rollout rollout) {
        return key(process, facts.clocks().begun(process), rollout.service().toString());
    }

    private static String key(String process, long life, String service) {
        return process + "@" + life + " " + service;
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        begun(before, after);
        if (facts.own(change)) {
            // who writes it knows it
            note(change.by(), after, true);
        }
    }

    private void begun(@Nullable Rollout before, Rollout after) {
        if (before == null
                || !(before.phase() instanceof Phase.Pending pending)
                || !(after.phase() instanceof Phase.Preparing)
                || pending.skipped()
                || after.goesBack()
                || facts.micros() - edited < SEEN_MICROS) {
            return;
        }
        SimService service = facts.service(after.service()).orElseThrow();
        facts.decided(after.identity().uid(), after.revision())
                .ifPresent(
                        decided ->
                                facts.belongings()
                                        .besides(service)
                                        .flatMap(other -> moving(decided, other).stream())
                                        .forEach(
                                                other ->
                                                        verdicts.broken(
                                                                Invariant.ONE_MOVER,
                                                                "%s began while %s moved its route, as %s had seen"
                                                                        .formatted(
                                                                                after.identity()
                                                                                        .name(),
                                                                                other,
                                                                                decided.by()))));
    }

    private Optional<String> moving(Facts.Decided decided, SimService other) {
        List<Shown> known =
                shown.getOrDefault(
                        key(decided.by(), decided.life(), other.key().toString()), List.of());
        int newest = known.stream().mapToInt(Shown::number).max().orElse(0);
        List<Shown> last = known.stream().filter(each -> each.number() == newest).toList();
        boolean settled =
                !last.isEmpty() && last.getLast().micros() < decided.micros() - Clocks.GRAIN_MICROS;
        return settled && last.getLast().moves()
                ? Optional.of(last.getLast().name())
                : Optional.empty();
    }
}
