package dev.tidegate.adapter.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.adapter.cluster.TestApi;
import dev.tidegate.controller.Result;
import dev.tidegate.controller.Scaled;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.service.ScaleLook;
import dev.tidegate.sandbox.ApiServer.Call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Optional;

/** How many pods a Deployment wants, and who else says so. */
class DeploymentScaleTest {

    private static final String DEPLOYMENT =
            """
            kind: Deployment
            metadata: {name: reviews-v1, namespace: bookinfo, labels: {team: reviews}}
            spec: {replicas: %d, paused: true}
            status: {replicas: 2}
            """;

    private static final String AUTOSCALER =
            """
            kind: %s
            metadata: {name: scaler, namespace: %s}
            spec: {scaleTargetRef: {%s}}
            """;

    private static final Result<Scaled> WRITTEN =
            new Result.Done<>(new Scaled(true, Optional.empty()));

    private final TestApi api = new TestApi();
    private final DeploymentScale scale = new DeploymentScale(api.cluster);

    @AfterEach
    void close() {
        api.close();
    }

    private static Scaling scaling(long from, long to) {
        return Scaling.wanted("reviews-v1", from, to, Instant.EPOCH, "not needed");
    }

    private static Result<Scaled> left(String why) {
        return new Result.Done<>(Scaled.left(why));
    }

    private ScaleLook look() {
        return scale.look("bookinfo", "reviews-v1") instanceof Result.Done<ScaleLook>(ScaleLook it)
                ? it
                : new ScaleLook(Optional.of(-1L), Optional.empty());
    }

    private Result<Scaled> scale(long from, long to) {
        return scale.scale("bookinfo", scaling(from, to));
    }

    @Test
    void numberIsWrittenThroughTheSubresourceAndNothingElse() {
        api.apply(DEPLOYMENT.formatted(3));
        assertThat(look()).isEqualTo(new ScaleLook(Optional.of(3L), Optional.empty()));
        assertThat(scale(3, 0)).isEqualTo(WRITTEN);
        assertThat(look().replicas()).contains(0L);
        var spec = api.server.get("Deployment", "bookinfo", "reviews-v1").orElseThrow();
        assertThat(spec.at("/spec/paused").asBoolean()).isTrue();
        assertThat(spec.at("/metadata/labels/team").asText()).isEqualTo("reviews");
        assertThat(spec.at("/status/replicas").asInt()).isEqualTo(2);
        assertThat(api.server.calls())
                .contains(
                        new Call("get", "apps", "deployments/scale", "bookinfo"),
                        new Call("update", "apps", "deployments/scale", "bookinfo"))
                .noneMatch(c -> c.verb().equals("update") && c.resource().equals("deployments"));
    }

    @Test
    void whatIsDoneAlreadyIsDoneAndWhatSomebodyElseDidStays() {
        api.apply(DEPLOYMENT.formatted(0));
        assertThat(scale(3, 0)).isEqualTo(new Result.Done<>(Scaled.before()));
        api.apply(DEPLOYMENT.formatted(5));
        assertThat(scale(3, 0)).isEqualTo(left("somebody else has it want 5 pods"));
        assertThat(look().replicas()).contains(5L);
    }

    @Test
    void deploymentThatIsGoneIsNoTrouble() {
        assertThat(look().replicas()).isEmpty();
        assertThat(scale(3, 0)).isEqualTo(left("its Deployment does not exist"));
    }

    @Test
    void writeThatMeetsAnotherOneIsAConflict() {
        api.apply(DEPLOYMENT.formatted(3));
        api.server.fail("update", "Deployment", 1, 409);
        assertThat(scale(3, 0)).isInstanceOf(Result.Conflict.class);
        assertThat(scale(3, 0)).isEqualTo(WRITTEN);
    }

    @Test
    void missingRightIsTriedAgainAndSaysWhatWasDone() {
        api.apply(DEPLOYMENT.formatted(3));
        api.server.fail("get", "Deployment", 1, 403);
        assertThat(scale.look("bookinfo", "reviews-v1"))
                .isInstanceOfSatisfying(
                        Result.Unreachable.class,
                        away ->
                                assertThat(away.trouble())
                                        .startsWith(
                                                "reading the scale of Deployment"
                                                        + " bookinfo/reviews-v1: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "HorizontalPodAutoscaler | bookinfo | kind: Deployment, name: reviews-v1 |"
                        + " HorizontalPodAutoscaler bookinfo/scaler",
                "ScaledObject | bookinfo | name: reviews-v1 | ScaledObject bookinfo/scaler",
                "ScaledObject | bookinfo | kind: Deployment, name: reviews-v1 | ScaledObject"
                        + " bookinfo/scaler",
                "ScaledObject | bookinfo | kind: StatefulSet, name: reviews-v1 | -",
                "HorizontalPodAutoscaler | bookinfo | kind: Deployment, name: reviews-v2 | -",
                "HorizontalPodAutoscaler | other | kind: Deployment, name: reviews-v1 | -",
            })
    void autoscalerOfTheDeploymentOwnsIt(
            String kind, String namespace, String target, String owner) {
        api.apply(DEPLOYMENT.formatted(3));
        api.apply(AUTOSCALER.formatted(kind, namespace, target));
        assertThat(look().owner()).isEqualTo(Optional.ofNullable(owner));
        assertThat(scale(3, 5)).isEqualTo(owner == null ? WRITTEN : left(owner + " scales it"));
    }

    @Test
    void clusterWithoutKedaHasNoScaledObjects() {
        api.apply(DEPLOYMENT.formatted(3));
        api.server.fail("list", "ScaledObject", 1, 404);
        assertThat(look()).isEqualTo(new ScaleLook(Optional.of(3L), Optional.empty()));
    }

    @Test
    void whoeverMayNotLookForAutoscalersKnowsNothing() {
        api.apply(DEPLOYMENT.formatted(3));
        api.server.fail("list", "HorizontalPodAutoscaler", 1, 403);
        assertThat(scale.look("bookinfo", "reviews-v1")).isInstanceOf(Result.Unreachable.class);
    }

    @Test
    void autoscalerThatRestsAtNoPodsIsWokenByThoseThatComeBack() {
        api.apply(DEPLOYMENT.formatted(0));
        api.apply(
                AUTOSCALER.formatted(
                        "HorizontalPodAutoscaler",
                        "bookinfo",
                        "kind: Deployment, name: reviews-v1"));
        assertThat(scale(0, 3)).isEqualTo(WRITTEN);
    }
}
