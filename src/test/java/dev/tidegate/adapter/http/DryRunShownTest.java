package dev.tidegate.adapter.http;

import static dev.tidegate.adapter.http.Rollouts.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scenes;

import org.junit.jupiter.api.Test;

/** A dry run says at every way out that it moves no traffic. */
class DryRunShownTest {

    private static Stored dry(Phase phase) {
        Stored real = Rollouts.stored("bookinfo", "reviews", 1, phase);
        Rollout like = real.rollout();
        Rollout.Identity identity = like.identity();
        Rollout dry =
                new Rollout(
                        new Rollout.Identity(
                                identity.uid(),
                                identity.name(),
                                Scenes.dry(identity.plan()),
                                identity.deploy()),
                        like.revision(),
                        like.phase(),
                        like.stable(),
                        like.traffic(),
                        like.wantedRevision(),
                        like.history(),
                        like.handled(),
                        like.next(),
                        like.routes(),
                        like.pods(),
                        like.refusals(),
                        like.judged());
        return new Stored(dry, real.number(), real.resourceVersion(), real.publishedRevision());
    }

    @Test
    void endOfADryRunIsNotToldAsARollback() {
        Phase back = new Phase.RolledBack("alert ErrorRate", NOON);
        RolloutView shown = RolloutView.of(dry(back));
        assertThat(shown.rollout().dryRun()).isTrue();
        assertThat(shown.reason()).contains("dry run: alert ErrorRate");
        RolloutView real = RolloutView.of(Rollouts.stored("bookinfo", "reviews", 1, back));
        assertThat(real.rollout().dryRun()).isFalse();
        assertThat(real.reason()).contains("alert ErrorRate");
    }
}
