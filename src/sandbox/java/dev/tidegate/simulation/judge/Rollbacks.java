package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I2: once a rollback is committed, its canary gets nothing more by it or by an older release. A
 * write of a process that could not know of it is not under its sender's control any more: it may
 * come before the rollback's own, which overtakes it; after that it must fail.
 */
final class Rollbacks implements Check {

    private static final Set<PhaseKind> BACK =
            EnumSet.of(PhaseKind.ROLLING_BACK, PhaseKind.ROLLED_BACK);

    private final Facts facts;
    private final Verdicts verdicts;

    /** When a process learned that a rollback is committed, by process and release. */
    private final Map<String, Long> known = new HashMap<>();

    /** Releases whose rollback has reached the routes. */
    private final Set<String> arrived = new HashSet<>();

    Rollbacks(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (isBack(after)) {
            known.putIfAbsent(change.by() + " " + after.identity().uid(), facts.micros());
        }
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals("Rollout") && change.after() != null) {
            Optional<PhaseKind> phase =
                    PhaseKind.of(Trees.text(change.after().map("status"), "phase"));
            if (phase.filter(BACK::contains).isPresent()) {
                known.putIfAbsent(process + " " + change.after().uid(), facts.micros());
            }
        }
    }

    private static boolean isBack(Rollout rollout) {
        return rollout.phase() instanceof Phase.RollingBack
                || rollout.phase() instanceof Phase.RolledBack;
    }

    @Override
    public void wrote(Change change) {
        if (change.before() != null && change.after() != null && facts.own(change)) {
            facts.routesOf(change).ifPresent(service -> judge(service, change));
        }
    }

    private void judge(SimService service, Change change) {
        Optional<Fence> writer = Fence.in(change.object().tree()).stream().findFirst();
        for (Rollout rollout : facts.moving(service.key())) {
            boolean newer =
                    writer.filter(w -> w.writer().number() > Facts.number(rollout)).isPresent();
            if (isBack(rollout)
                    && !newer
                    && couldKnow(change, rollout)
                    && gives(service, change, rollout)) {
                verdicts.broken(
                        Invariant.I2,
                        "%s of %s got more traffic by a write of %s after its rollback was committed"
                                .formatted(
                                        rollout.canary(),
                                        rollout.identity().name(),
                                        writer.map(Fence::toString).orElse("nobody")));
            }
        }
    }

    private boolean couldKnow(Change change, Rollout rollout) {
        String uid = rollout.identity().uid();
        boolean written =
                Fence.in(change.object().tree()).stream()
                        .anyMatch(
                                fence ->
                                        fence.writer().uid().equals(uid)
                                                && fence.revision() >= rollout.wantedRevision());
        if (written) {
            arrived.add(uid);
        }
        return arrived.contains(uid)
                || known.getOrDefault(change.by() + " " + uid, Long.MAX_VALUE) < change.sent();
    }

    /** Whether the write gives the rollout's canary more. */
    static boolean gives(SimService service, Change change, Rollout rollout) {
        String canary = rollout.canary().name();
        double before =
                change.before() == null
                        ? 0
                        : RouteView.share(RouteView.weights(service, change.before()), canary);
        double after = RouteView.share(RouteView.weights(service, change.object()), canary);
        return after > before + 1e-9
                || (reaches(service, change.object(), canary)
                        && (change.before() == null || !reaches(service, change.before(), canary)));
    }

    private static boolean reaches(SimService service, ApiObject routes, String canary) {
        return RouteView.matched(service, routes).contains(canary)
                || RouteView.mirrored(service, routes).contains(canary);
    }
}
