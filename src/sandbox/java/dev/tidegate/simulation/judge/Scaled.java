package dev.tidegate.simulation.judge;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.ScaleDown;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.judge.ScalingDecisions.Decided;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The product scales what a release has decided, once. It takes no pods of a version to which a
 * route leads, that a live release uses, that an autoscaler scales, or whose time is not over; what
 * others change between its look and its write is excused.
 */
public final class Scaled implements Check {

    private record Live(long micros, String by) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final Leads leads;
    private final ScalingDecisions decisions;
    private final Map<String, Live> live = new HashMap<>();
    private final Map<String, Long> autoscaled = new HashMap<>();

    /** What each release has taken, by its uid and the version. */
    private final Set<String> taken = new HashSet<>();

    Scaled(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
        this.leads = new Leads(facts);
        this.decisions = new ScalingDecisions(facts);
    }

    /** Whether a write decides to scale. */
    public static boolean decides(Change change) {
        return change.kind().equals("Rollout")
                && change.after() != null
                && change.before() != null
                && Scalings.open(Facts.read(change.after())).isPresent()
                && Scalings.open(Facts.read(change.before())).isEmpty();
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (!after.live()) {
            live.remove(after.identity().uid());
        } else if (before == null || !before.live()) {
            live.put(after.identity().uid(), new Live(change.micros(), change.by()));
        }
        decisions.committed(change, before, after).stream()
                .filter(d -> d.scaling().takes())
                .forEach(this::decided);
    }

    private void decided(Decided decided) {
        Optional<Instant> due = due(decided.rollout());
        if (due.filter(d -> !decided.scaling().at().isBefore(d)).isEmpty()) {
            broken("%s has decided to take pods before %s".formatted(name(decided), due));
        }
    }

    private static Optional<Instant> due(Rollout rollout) {
        return rollout.phase() instanceof Phase.Succeeded ended
                ? rollout.plan().scaleDown().map(rule -> ended.since().plus(rule.after()))
                : Optional.empty();
    }

    @Override
    public void wrote(Change change) {
        leads.wrote(change);
        if (change.kind().equals("HorizontalPodAutoscaler")) {
            String target =
                    Trees.text(Trees.at(change.object().map("spec"), "scaleTargetRef"), "name");
            String key = change.object().namespace() + "/" + target;
            if (change.after() == null) {
                autoscaled.remove(key);
            } else {
                autoscaled.putIfAbsent(key, change.micros());
            }
        } else if (change.kind().equals("Deployment") && facts.own(change)) {
            facts.services().stream()
                    .filter(s -> s.key().namespace().equals(change.object().namespace()))
                    .filter(s -> change.object().name().startsWith(s.workload("")))
                    .forEach(service -> judge(service, change));
        }
    }

    private void judge(SimService service, Change change) {
        String version = change.object().name().substring(service.workload("").length());
        int from = replicas(change, true);
        int to = replicas(change, false);
        if (from == to) {
            return;
        }
        Optional<Decided> decided = decisions.of(service.key(), version, from, to);
        if (decided.isEmpty()) {
            broken(
                    "%s scales %s of %s from %d to %d, and no release says so"
                            .formatted(change.by(), version, service.key(), from, to));
        } else if (to < from) {
            taken(service, decided.get(), change);
        }
    }

    static int replicas(Change change, boolean before) {
        return Trees.number(
                (before && change.before() != null ? change.before() : change.object()).map("spec"),
                "replicas");
    }

    private void taken(SimService service, Decided decided, Change change) {
        Version version = decided.version();
        if (!taken.add(decided.uid() + " " + version)) {
            broken("%s takes the pods of %s once more".formatted(name(decided), version));
        }
        long looked = decisions.looked(decided, change);
        leads.to(service, version.name())
                .filter(l -> l.micros() < looked || l.by().equals(change.by()))
                .ifPresent(l -> needed(decided, l.micros(), "a route of " + l.by() + " leads to"));
        for (Rollout each : facts.of(service.key())) {
            @Nullable Live begun = live.get(each.identity().uid());
            if (begun != null
                    && ScalingDecisions.versions(each).anyMatch(version::equals)
                    && (begun.micros() < looked || begun.by().equals(change.by()))) {
                needed(decided, begun.micros(), each.identity().name() + " uses");
            }
            early(each, decided, change, looked);
        }
        @Nullable Long scaler = autoscaled.get(change.object().key());
        if (scaler != null && scaler < looked) {
            needed(decided, scaler, "an autoscaler scales");
        }
    }

    /** The time counts from the end of the last release that has replaced the version. */
    private void early(Rollout rollout, Decided decided, Change change, long looked) {
        Optional<ScaleDown> rule =
                rollout.plan()
                        .scaleDown()
                        .filter(_ -> rollout.phase() instanceof Phase.Succeeded)
                        .filter(_ -> rollout.stable().equals(Optional.of(decided.version())));
        long ended = facts.when(rollout.identity().uid(), rollout.revision());
        if (rule.isPresent() && ended < looked) {
            long due = ended + rule.get().after().toNanos() / 1_000;
            long late = facts.clocks().spread(ended, change.micros()) + 2 * Clocks.GRAIN_MICROS;
            if (change.micros() < due - late) {
                needed(decided, ended, rollout.identity().name() + " has just replaced");
            }
        }
    }

    private void needed(Decided decided, long since, String who) {
        broken(
                "%s takes the pods of %s, and since %d ms %s it"
                        .formatted(
                                name(decided),
                                decided.version(),
                                (facts.micros() - since) / 1_000,
                                who));
    }

    private static String name(Decided decided) {
        return decided.rollout().identity().name();
    }

    private void broken(String what) {
        verdicts.broken(Invariant.PODS, what);
    }
}
