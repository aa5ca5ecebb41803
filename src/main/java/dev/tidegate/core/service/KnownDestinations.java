package dev.tidegate.core.service;

import dev.tidegate.core.event.Observation.GatesSeen;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import java.util.Optional;

/**
 * Where nothing has to be made known to the proxies before a weight: a release goes back to the
 * version that was stable before the last one, whose subset is still there. It carried the traffic
 * then, and no release takes away the subset of its own stable version.
 */
final class KnownDestinations {

    private KnownDestinations() {}

    /** What the gates show of the rollout, and whether the proxies know where it leads. */
    static GatesSeen seen(ServiceView view, Rollout pending) {
        GatesSeen gates = view.gates(pending).of(pending);
        return pending.goesBack() && isFormer(view, pending) && view.defines(pending)
                ? gates.ofKnown()
                : gates;
    }

    private static boolean isFormer(ServiceView view, Rollout pending) {
        return view.moved().stream()
                .skip(1)
                .findFirst()
                .filter(last -> last.phase() instanceof Phase.Succeeded)
                .filter(last -> last.stable().equals(Optional.of(pending.canary())))
                .isPresent();
    }
}
