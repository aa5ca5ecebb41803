package dev.tidegate.core.rollout;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state in which a rollout begins: it waits for its gates. */
final class Beginning {

    private Beginning() {}

    static Rollout of(Rollout.Identity identity, Instant now) {
        DeployStarted deploy = identity.deploy();
        Phase pending =
                new Phase.Pending(
                        now,
                        now.plus(identity.plan().readyTimeout()),
                        List.of("nothing was read yet of the routes and the workload"),
                        deploy.leaves().isPresent());
        return new Rollout(
                identity,
                1,
                pending,
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(Move.first(identity.plan(), deploy, pending)),
                Handled.only(deploy),
                Optional.empty(),
                RouteState.UNKNOWN,
                PodState.NONE,
                List.of(),
                Optional.empty());
    }
}
