package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.controller.Schedulers;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.Pods.Fall;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class KubernetesWorkloadsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final String DEPLOYMENT =
            """
            kind: Deployment
            metadata: {name: reviews-v2, namespace: bookinfo}
            spec: {replicas: 2}
            status: {replicas: 2, updatedReplicas: %d, availableReplicas: %d, observedGeneration: 99}
            """;

    private final TestApi api = new TestApi();
    private final KubernetesWorkloads workloads =
            new KubernetesWorkloads(api.cluster, Schedulers.of(Clock.fixed(NOW, ZoneOffset.UTC)));
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        workloads.close();
        api.close();
    }

    private void awaitAvailable(long available) {
        await("%d available".formatted(available))
                .until(
                        () ->
                                workloads.pods("bookinfo", "reviews-v2") instanceof Pods.Seen seen
                                        && seen.available() == available);
    }

    private List<Fall> falls() {
        return workloads.pods("bookinfo", "reviews-v2") instanceof Pods.Seen seen
                ? seen.falls()
                : List.of();
    }

    @Test
    void podsAreThoseOfTheDeploymentAndChangesAreTold() {
        workloads.listen((namespace, name) -> told.add(namespace + "/" + name));
        awaitAvailable(0);
        assertThat(workloads.pods("bookinfo", "reviews-v2"))
                .isEqualTo(Readiness.missing("bookinfo", "reviews-v2"));
        api.apply(DEPLOYMENT.formatted(2, 1));
        awaitAvailable(1);
        awaitTold();
        api.apply(DEPLOYMENT.formatted(2, 2));
        awaitAvailable(2);
        awaitTold();
        api.server.delete("Deployment", "bookinfo", "reviews-v2");
        awaitAvailable(0);
        awaitTold();
    }

    private void awaitTold() {
        await().until(() -> !told.isEmpty());
        assertThat(told).containsOnly("bookinfo/reviews-v2");
        told.clear();
    }

    @Test
    void lossOfPodsIsRememberedAndARestartOfTheDeploymentIsNone() {
        for (int i = 0; i < 2; i++) {
            api.apply(DEPLOYMENT.formatted(2, 2));
            awaitAvailable(2);
            api.apply(DEPLOYMENT.formatted(2, 0));
            awaitAvailable(0);
        }
        Fall fall = new Fall(NOW, 2, 0, 2);
        assertThat(falls()).containsExactly(fall, fall);
        // Given pods that are replaced by a rolling update
        api.apply(DEPLOYMENT.formatted(2, 2));
        awaitAvailable(2);
        api.apply(DEPLOYMENT.formatted(0, 2));
        api.apply(DEPLOYMENT.formatted(1, 1));
        awaitAvailable(1);
        assertThat(falls()).hasSize(2);
    }

    @Test
    void whoListensIsRemindedWhenHeAsked() {
        workloads.listen((namespace, name) -> told.add(namespace + "/" + name));
        workloads.remind("bookinfo", "reviews-v2", NOW.plusSeconds(3_600));
        workloads.remind("bookinfo", "reviews-v2", NOW.plusMillis(20));
        await().until(() -> told.equals(List.of("bookinfo/reviews-v2")));
    }
}
