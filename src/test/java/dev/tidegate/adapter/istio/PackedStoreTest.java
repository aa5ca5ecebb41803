package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.RoutePlanner;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PackedStoreTest {

    private final KubernetesSerialization json = new KubernetesSerialization();
    private final PackedStore store =
            new PackedStore(json, new HostIndex(new RoutePlanner(ClusterDomain.LOCAL)));

    private GenericKubernetesResource route(int version) {
        return json.unmarshal(
                """
                {
                  "apiVersion": "networking.istio.io/v1",
                  "kind": "VirtualService",
                  "metadata": {
                    "namespace": "bookinfo", "name": "reviews", "resourceVersion": "%d",
                    "labels": {"ours": "no"}, "annotations": {"note": "„ü“ 漢"}
                  },
                  "spec": {"unknown": {"kept": [1, 2.5, null, true, 12345678901]}, "weight": 0}
                }
                """
                        .formatted(version),
                GenericKubernetesResource.class);
    }

    @Test
    void objectComesOutAsItWentIn() {
        // When
        store.put("bookinfo/reviews", route(1));
        // Then
        assertThat(store.get("bookinfo/reviews")).isEqualTo(route(1));
        assertThat(store.values()).containsExactly(route(1));
    }

    @Test
    void managedFieldsAreLeftOut() {
        // Given
        GenericKubernetesResource route = route(1);
        ManagedFieldsEntry entry = new ManagedFieldsEntry();
        entry.setManager("kubectl");
        route.getMetadata().setManagedFields(List.of(entry));
        // When
        store.put("bookinfo/reviews", route);
        // Then
        assertThat(store.get("bookinfo/reviews")).isEqualTo(route(1));
    }

    @Test
    void putAndRemoveGiveBackWhatWasThere() {
        assertThat(store.put("bookinfo/reviews", route(1))).isNull();
        assertThat(store.put("bookinfo/reviews", route(2))).isEqualTo(route(1));
        assertThat(store.remove("bookinfo/reviews")).isEqualTo(route(2));
        assertThat(store.remove("bookinfo/reviews")).isNull();
        assertThat(store.size()).isZero();
    }

    @Test
    void changingWhatCameOutDoesNotChangeTheStore() {
        // Given
        store.put("bookinfo/reviews", route(1));
        // When
        store.values().forEach(o -> o.setAdditionalProperties(Map.of()));
        // Then
        assertThat(store.get("bookinfo/reviews")).isEqualTo(route(1));
    }

    @Test
    void objectsAreFoundByTheFullNamesOfTheHostsTheyName() {
        // Given
        store.put("shop/rule", rule("shop", "reviews.bookinfo.svc.cluster.local"));
        store.put("bookinfo/rule", rule("bookinfo", "Reviews"));
        String host = "reviews.bookinfo.svc.cluster.local";
        assertThat(store.naming(host)).containsExactlyInAnyOrder("shop/rule", "bookinfo/rule");
        assertThat(store.covered("*.svc.cluster.local")).hasSize(2);
        // When one is for another host, and the other is gone
        store.put("shop/rule", rule("shop", "ratings"));
        store.remove("bookinfo/rule");
        // Then
        assertThat(store.naming(host)).isEmpty();
        assertThat(store.covered("*")).containsExactly("shop/rule");
    }

    private GenericKubernetesResource rule(String namespace, String host) {
        return json.unmarshal(
                """
                {"kind": "DestinationRule", "metadata": {"namespace": "%s", "name": "rule"},
                 "spec": {"host": "%s"}}
                """
                        .formatted(namespace, host),
                GenericKubernetesResource.class);
    }

    @Test
    void keyIsNamespaceAndName() {
        assertThat(store.getKey(route(1))).isEqualTo("bookinfo/reviews");
    }
}
