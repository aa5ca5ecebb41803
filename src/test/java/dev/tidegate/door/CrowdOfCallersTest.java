package dev.tidegate.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tidegate.door.Denied.Why;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many who come at the same time, while the API server takes its time. */
class CrowdOfCallersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Right ALERT = new Right(Verb.ALERT, "bookinfo", "reviews");

    private final AccessScene scene = new AccessScene();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        scene.server.heal();
        scene.close();
        threads.shutdownNow();
    }

    private Caller identified(String token) {
        return scene.access.identify(Optional.of(token));
    }

    private <T> List<CompletableFuture<T>> atOnce(int count, IntFunction<T> what) {
        return IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> what.apply(i), threads))
                .toList();
    }

    private static long refused(List<? extends CompletableFuture<?>> asking) {
        return asking.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    @Test
    void sameQuestionIsAskedOnceHoweverManyWaitForIt() {
        // Given
        String token = scene.token("alerting", "tidegate");
        scene.bind("alerting", "tidegate-alerter");
        scene.server.delay("create", "TokenReview", 1, Duration.ofSeconds(1));
        scene.server.delay("create", "SubjectAccessReview", 1, Duration.ofSeconds(1));
        // When
        List<CompletableFuture<Caller>> all =
                atOnce(
                        200,
                        _ -> {
                            Caller caller = identified(token);
                            scene.access.require(caller, ALERT);
                            return caller;
                        });
        // Then
        assertThat(all)
                .allSatisfy(
                        one ->
                                assertThat(one)
                                        .succeedsWithin(PATIENCE)
                                        .extracting(Caller::name)
                                        .isEqualTo("system:serviceaccount:ci:alerting"));
        assertThat(scene.asked("tokenreviews")).isEqualTo(1);
        assertThat(scene.asked("subjectaccessreviews")).isEqualTo(1);
    }

    @Test
    void inventedTokenIsAskedAboutOnceInAWhile() {
        scene.server.delay("create", "TokenReview", 1, Duration.ofSeconds(1));
        List<CompletableFuture<Caller>> all = atOnce(200, _ -> identified("invented"));
        assertThat(all).allSatisfy(one -> assertThat(one).failsWithin(PATIENCE));
        assertThat(catchThrowable(() -> identified("invented")))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.why()).isEqualTo(Why.NOT_GENUINE));
        assertThat(scene.asked("tokenreviews")).isEqualTo(1);
    }

    @Test
    void inventedTokensNeitherFloodTheApiServerNorKeepOutWhoIsKnown() {
        // Given somebody who is known, and an API server that does not answer for tokens
        String token = scene.token("alerting", "tidegate");
        scene.bind("alerting", "tidegate-alerter");
        scene.access.require(identified(token), ALERT);
        scene.server.hang("create", "TokenReview", Integer.MAX_VALUE);
        int before = scene.asked("tokenreviews");
        // When five hundred come whose tokens are invented
        List<CompletableFuture<Caller>> invented = atOnce(500, i -> identified("invented-" + i));
        int turnedAway = 500 - ClusterAccess.NEWCOMERS_AT_ONCE;
        await().atMost(PATIENCE).until(() -> refused(invented) == turnedAway);
        // Then no more are asked about
        await().atMost(PATIENCE)
                .until(
                        () ->
                                scene.asked("tokenreviews") - before
                                        == ClusterAccess.NEWCOMERS_AT_ONCE);
        // and who is known comes in each time
        for (int i = 0; i < 58; i++) {
            assertThatCode(() -> scene.access.require(identified(token), ALERT))
                    .doesNotThrowAnyException();
        }
        // also when their token has to be asked about again
        scene.server.heal();
        scene.pass(AccessScene.GRANTED);
        assertThatCode(() -> identified(token)).doesNotThrowAnyException();
        assertThat(scene.asked("tokenreviews") - before)
                .isEqualTo(ClusterAccess.NEWCOMERS_AT_ONCE + 1);
        // while somebody new is asked to come again
        assertThatExceptionOfType(Denied.class)
                .isThrownBy(() -> identified(scene.token("new", "tidegate")))
                .withMessageContaining("not known here yet")
                .extracting(Denied::why)
                .isEqualTo(Why.NO_ANSWER);
    }

    @Test
    void whatCanBeNoNamespaceOrNameIsNeitherRememberedNorSent() {
        String token = scene.token("alerting", "tidegate");
        Caller caller = identified(token);
        for (String bad :
                List.of("Bookinfo", "a".repeat(64), "a/b", "a\u202eb", " ", "x".repeat(4_000))) {
            assertThat(catchThrowable(() -> new Right(Verb.LIST, bad, "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("namespace: ");
        }
        for (String bad : List.of("Reviews", "a".repeat(101), "a/b", " ")) {
            assertThat(catchThrowable(() -> new Right(Verb.GET, "bookinfo", bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name: ");
        }
        assertThat(caller.anybody()).isFalse();
        assertThat(scene.asked("subjectaccessreviews")).isZero();
    }
}
