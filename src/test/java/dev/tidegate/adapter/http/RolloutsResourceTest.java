package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.door.Access;
import dev.tidegate.door.Guards;
import dev.tidegate.door.Problem;

import jakarta.ws.rs.core.Response;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class RolloutsResourceTest {

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private static final Phase AT_25 =
            new Phase.Progressing(1, Rollouts.NOON, Rollouts.NOON.plusSeconds(300));
    private static final Phase DONE = new Phase.Succeeded(Rollouts.NOON);

    private final RolloutsResource resource =
            new RolloutsResource(
                    new FixedStore(
                            List.of(
                                    Rollouts.stored("bookinfo", "reviews", 1, DONE),
                                    Rollouts.stored("shop", "cart", 7, DONE),
                                    Rollouts.stored("bookinfo", "reviews", 2, AT_25))),
                    Guards.of(Access.OPEN),
                    THREADS);

    @Test
    void listShowsTheNewestOfAServiceFirst() {
        assertThat(names(filter(null, null, null, null)))
                .containsExactly("reviews-2", "reviews-1", "cart-7");
    }

    @Test
    void eachFilterNarrowsTheList() {
        assertThat(names(filter("shop", null, null, null))).containsExactly("cart-7");
        assertThat(names(filter(null, "cart", null, null))).containsExactly("cart-7");
        assertThat(names(filter(null, null, "progressing", null))).containsExactly("reviews-2");
        assertThat(names(filter(null, null, null, "true"))).containsExactly("reviews-2");
        assertThat(names(filter("bookinfo", null, null, "false"))).containsExactly("reviews-1");
    }

    @Test
    void unknownPhaseIsNamedWithThosePossible() {
        // When
        Response answer = resource.list(filter(null, null, "Rolling", null));
        // Then
        Problem problem = (Problem) answer.getEntity();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.field()).contains("phase");
        assertThat(problem.detail()).contains("Rolling", "RollingBack", "Paused", "Superseded");
    }

    @Test
    void liveMustBeTrueOrFalse() {
        Response answer = resource.list(filter(null, null, null, "yes"));
        assertThat(((Problem) answer.getEntity()).field()).contains("live");
    }

    @Test
    void oneShowsStateStepsAndTheCauseOfEachMove() {
        // When
        var view = (RolloutView) resource.one("bookinfo", "reviews-2").getEntity();
        // Then
        assertThat(view.rollout().step()).isEqualTo(2);
        assertThat(view.weightsPercent()).hasToString("{v1=75, v2=25}");
        assertThat(view.steps()).extracting(StepView::current).containsExactly(false, true, false);
        assertThat(view.due()).contains(Rollouts.NOON.plusSeconds(300));
        assertThat(view.history())
                .extracting(MoveView::cause, MoveView::initiator)
                .containsExactly(
                        tuple("deployment of v2", Optional.empty()),
                        tuple("skip by ann", Rollouts.ANN));
        assertThat(view.next()).map(NextView::version).contains("v3");
    }

    @Test
    void pausedRolloutShowsItsStepAndReason() {
        var paused = new Phase.Paused((Phase.Pausable) AT_25, true, "the plan asks", Rollouts.NOON);
        var view = RolloutView.of(Rollouts.stored("bookinfo", "reviews", 3, paused));
        assertThat(view.reason()).contains("the plan asks");
        assertThat(view.due()).isEmpty();
        assertThat(view.steps().get(1).current()).isTrue();
    }

    @Test
    void missingRolloutIsAProblemThatSaysWhereToLook() {
        Response answer = resource.one("bookinfo", "reviews-9");
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
        assertThat(((Problem) answer.getEntity()).detail())
                .contains("reviews-9", "/api/rollouts?namespace=bookinfo");
    }

    @Test
    void whatWasNotReadYetIsNeitherEmptyNorMissing() {
        // Given a store that has not read the cluster
        CompletableFuture<Void> first = new CompletableFuture<>();
        FixedStore store = new FixedStore(List.of(Rollouts.stored("shop", "cart", 7, DONE)), first);
        RolloutsResource cold = new RolloutsResource(store, Guards.of(Access.OPEN), THREADS);
        // When
        Response early =
                cold.onceRead(Duration.ofMillis(1), () -> cold.one("shop", "cart-7")).join();
        // Then
        assertThat(early.getStatus()).isEqualTo(503);
        assertThat(early.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(((Problem) early.getEntity()).detail()).contains("not read yet");
        // When it has, then whoever waits is answered
        var waits = cold.onceRead(Duration.ofDays(1), () -> cold.one("shop", "cart-7"));
        first.complete(null);
        assertThat(waits.join().getStatus()).isEqualTo(200);
    }

    private List<String> names(RolloutFilter filter) {
        return assertThat(resource.list(filter).getEntity())
                .asInstanceOf(InstanceOfAssertFactories.list(RolloutSummary.class))
                .actual()
                .stream()
                .map(RolloutSummary::name)
                .toList();
    }

    private static RolloutFilter filter(
            @Nullable String namespace,
            @Nullable String service,
            @Nullable String phase,
            @Nullable String live) {
        return new RolloutFilter(
                Optional.ofNullable(namespace),
                Optional.ofNullable(service),
                Optional.ofNullable(phase),
                Optional.ofNullable(live));
    }
}
