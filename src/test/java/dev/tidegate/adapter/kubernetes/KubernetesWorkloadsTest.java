package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class KubernetesWorkloadsTest {

    private static final String DEPLOYMENT =
            """
            kind: Deployment
            metadata: {name: reviews-v2, namespace: bookinfo}
            spec: {replicas: 2}
            status: {replicas: 2, updatedReplicas: 2, availableReplicas: %d, observedGeneration: 1}
            """;

    @Test
    void workloadIsReadyWhenAllItsPodsAre() {
        try (Cluster cluster = new Cluster();
                KubernetesWorkloads workloads = new KubernetesWorkloads(cluster.client)) {
            Set<String> told = ConcurrentHashMap.newKeySet();
            workloads.listen((namespace, name) -> told.add(namespace + "/" + name));
            await().until(
                            () ->
                                    workloads
                                            .notReady("bookinfo", "reviews-v2")
                                            .filter(t -> t.contains("does not exist"))
                                            .isPresent());
            cluster.apply(DEPLOYMENT.formatted(1));
            await().until(
                            () ->
                                    workloads
                                            .notReady("bookinfo", "reviews-v2")
                                            .filter(t -> t.contains("1 of 2 pods ready"))
                                            .isPresent());
            cluster.apply(DEPLOYMENT.formatted(2));
            await().until(() -> workloads.notReady("bookinfo", "reviews-v2").isEmpty());
            assertThat(told).containsExactly("bookinfo/reviews-v2");
        }
    }
}
