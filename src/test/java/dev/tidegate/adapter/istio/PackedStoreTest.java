package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;

import org.junit.jupiter.api.Test;

class PackedStoreTest {

    private final PackedStore store = new PackedStore();

    private static ApiObject route(int version) {
        return object(
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
                        .formatted(version));
    }

    private static ApiObject object(String json) {
        return Json.unpack(json.getBytes(UTF_8));
    }

    @Test
    void objectComesOutAsItWentIn() {
        // When
        store.put(route(1));
        // Then
        assertThat(store.find("bookinfo/reviews")).contains(route(1));
        assertThat(store.keys()).containsExactly("bookinfo/reviews");
        assertThat(store.all()).containsExactly(route(1));
    }

    @Test
    void putAndRemoveGiveBackWhatWasThere() {
        assertThat(store.put(route(1))).isEmpty();
        assertThat(store.put(route(2))).contains(route(1));
        assertThat(store.remove("bookinfo/reviews")).contains(route(2));
        assertThat(store.remove("bookinfo/reviews")).isEmpty();
        assertThat(store.all()).isEmpty();
    }
}
