package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RouteStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class ReleaseViewTest {

    static Stream<Arguments> stages() {
        return Stream.of(
                arguments(Scenes.pending(plan()), RouteStage.UNTOUCHED, false),
                arguments(Scenes.preparing(plan()), RouteStage.PREPARING, false),
                arguments(Scenes.progressing(plan()), RouteStage.MOVING, false),
                arguments(Scenes.baking(plan()), RouteStage.MOVING, false),
                arguments(Scenes.succeeded(plan()), RouteStage.MOVED, false),
                arguments(Scenes.rollingBack(plan()), RouteStage.RETREATING, true),
                arguments(Scenes.rolledBack(plan()), RouteStage.RETREATED, true));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void phaseIsAStageOfTheRoutesAndOnlyAWayBackRetreats(
            Rollout rollout, RouteStage stage, boolean retreats) {
        Release release = ReleaseView.of(rollout);
        assertThat(release.stage()).isEqualTo(stage);
        assertThat(release.retreats()).isEqualTo(retreats);
        assertThat(release.traffic()).isEqualTo(rollout.traffic());
        assertThat(release.reachesCanary()).isEqualTo(rollout.reachesCanary());
    }

    @Test
    void pauseKeepsTheStageThatItInterrupts() {
        Release paused = ReleaseView.of(Scenes.paused(plan()));
        assertThat(paused.paused()).isTrue();
        assertThat(paused.stage()).isEqualTo(RouteStage.MOVING);
    }

    @Test
    void routesAreKnownToBeMadeOnceTheirRevisionIsAcknowledged() {
        Rollout preparing = Scenes.preparing(plan());
        assertThat(ReleaseView.of(preparing).known().acknowledged()).isFalse();
        RouteState routes = preparing.routes().acknowledged(preparing.wantedRevision());
        Rollout made = preparing.withRoutes(routes, preparing.phase());
        assertThat(ReleaseView.of(made).known().acknowledged()).isTrue();
    }
}
