package dev.tidegate.core.service;

import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.service.ServiceDecision.OnRollout;
import dev.tidegate.core.service.ServiceDecision.ReadAnew;

import java.time.Instant;

/**
 * What a verdict means: it is for the newest release. One of a release, or of a step, that is not
 * known here yet is told once, so what is known here is read anew before it is taken for stale.
 * That a release is worse which is known waits for nothing.
 */
final class VerdictDecisions {

    private VerdictDecisions() {}

    static ServiceDecision decide(ServiceView view, VerdictTold told, Instant now) {
        if (!view.fresh() && view.latest().filter(latest -> isKnown(latest, told)).isEmpty()) {
            return new ReadAnew("the verdict may be of a newer release, or of a newer step");
        }
        return view.latest()
                .<ServiceDecision>map(latest -> OnRollout.of(view, latest, told, now))
                .orElseGet(() -> ServiceStateMachine.noRollout(told));
    }

    private static boolean isKnown(Rollout latest, VerdictTold told) {
        return latest.identity().uid().equals(told.rolloutUid())
                && (told.verdict() instanceof Verdict.Worse
                        || latest.revision() >= told.revision());
    }
}
