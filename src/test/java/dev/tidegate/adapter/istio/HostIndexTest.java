package dev.tidegate.adapter.istio;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.core.route.istio.ClusterDomain;
import dev.tidegate.core.route.istio.RoutePlanner;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class HostIndexTest {

    private final HostIndex index = new HostIndex(new RoutePlanner(ClusterDomain.LOCAL));

    @Test
    void objectsAreFoundByTheFullNamesOfTheHostsTheyName() {
        // Given
        Optional<ApiObject> shop = Optional.of(rule("shop", "reviews.bookinfo.svc.cluster.local"));
        Optional<ApiObject> bookinfo = Optional.of(rule("bookinfo", "Reviews"));
        index.change(Optional.empty(), shop);
        index.change(Optional.empty(), bookinfo);
        String host = "reviews.bookinfo.svc.cluster.local";
        assertThat(index.of(host)).containsExactlyInAnyOrder("shop/rule", "bookinfo/rule");
        assertThat(index.covered("*.svc.cluster.local")).hasSize(2);
        // When one is for another host, and the other is gone
        index.change(shop, Optional.of(rule("shop", "ratings")));
        index.change(bookinfo, Optional.empty());
        // Then
        assertThat(index.of(host)).isEmpty();
        assertThat(index.covered("*")).containsExactly("shop/rule");
    }

    private static ApiObject rule(String namespace, String host) {
        return Json.unpack(
                """
                {"kind": "DestinationRule", "metadata": {"namespace": "%s", "name": "rule"},
                 "spec": {"host": "%s"}}
                """
                        .formatted(namespace, host)
                        .getBytes(UTF_8));
    }
}
