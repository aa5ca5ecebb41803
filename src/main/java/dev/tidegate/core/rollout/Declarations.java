package dev.tidegate.core.rollout;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase.Live;
import dev.tidegate.core.rollout.Phase.RollingBack;
import dev.tidegate.core.rollout.RolloutPlan.OnNewDeploy;

/** What a sender means by it who tells again and again which version is to run. */
public final class Declarations {

    private Declarations() {}

    /**
     * Of what is declared again and again: what is older than this release; its canary, also while
     * that is rolled back; what waits for its end already; anything while a second one is rejected;
     * and the stable version, unless whoever declares it had started this release and takes it
     * back.
     */
    static boolean isNoNews(Rollout rollout, Live live, DeployStarted event) {
        DeployStarted released = rollout.identity().deploy();
        Version version = event.version();
        if (rollout.stable().filter(version::equals).isPresent()) {
            return live instanceof RollingBack
                    || !event.hasSourceOf(released.id())
                    || event.isOlderThan(released);
        }
        return version.equals(rollout.canary())
                || rollout.next().filter(next -> next.version().equals(version)).isPresent()
                || event.isOlderThan(released)
                || rollout.plan().onNewDeploy() == OnNewDeploy.REJECT;
    }

    /**
     * Whether somebody declares what a person went back to, for the first time since: what he
     * declares after that is news to him.
     */
    static boolean agrees(Rollout rollout, DeployStarted deploy) {
        return deploy.declared()
                && rollout.goesBack()
                && deploy.version().equals(rollout.canary())
                && !deploy.isOlderThan(rollout.identity().deploy())
                && !heardFrom(rollout, deploy)
                && (rollout.live() || rollout.phase() instanceof Phase.Succeeded);
    }

    /** Whether the sender of {@code deploy} has told something that the release took note of. */
    public static boolean heardFrom(Rollout rollout, DeployStarted deploy) {
        String own = rollout.identity().deploy().id();
        return rollout.handled().events().stream()
                .map(Handled.Seen::id)
                .anyMatch(id -> !id.equals(own) && deploy.hasSourceOf(id));
    }
}
