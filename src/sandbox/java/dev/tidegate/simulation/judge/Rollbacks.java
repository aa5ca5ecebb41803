package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.Optional;

/** I2: once a rollback is committed, its canary gets nothing more by it or by an older release. */
final class Rollbacks implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    Rollbacks(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void wrote(Change change) {
        if (change.before() != null && change.after() != null && facts.own(change)) {
            facts.routesOf(change).ifPresent(service -> judge(service, change));
        }
    }

    private void judge(SimService service, Change change) {
        Optional<Fence> writer = Fence.in(change.object().tree()).stream().findFirst();
        for (Rollout rollout : facts.of(service.key())) {
            boolean back =
                    rollout.phase() instanceof Phase.RollingBack
                            || rollout.phase() instanceof Phase.RolledBack;
            boolean newer =
                    writer.filter(w -> w.writer().number() > Facts.number(rollout)).isPresent();
            if (back && !newer && gives(service, change, rollout)) {
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

    /** Whether the write gives the rollout's canary more. */
    static boolean gives(SimService service, Change change, Rollout rollout) {
        String canary = rollout.canary().name();
        double before =
                change.before() == null
                        ? 0
                        : RouteView.share(RouteView.weights(service, change.before()), canary);
        double after = RouteView.share(RouteView.weights(service, change.object()), canary);
        return after > before + 1e-9;
    }
}
