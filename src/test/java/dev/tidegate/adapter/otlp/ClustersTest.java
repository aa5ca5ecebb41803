package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.routing.HostTable;
import dev.tidegate.core.routing.Routing.Destinations;
import dev.tidegate.core.routing.Routing.Hosts;
import dev.tidegate.core.routing.Routing.Subsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class ClustersTest {

    private static final Destinations SUBSETS =
            new Subsets("bookinfo", "reviews", "version", Optional.empty());

    private static final Clusters CLUSTERS =
            new Clusters(
                    Map.of(
                            new ServiceKey("bookinfo", "reviews"),
                            SUBSETS,
                            new ServiceKey("shop", "cart"),
                            new Hosts("shop", "cart-{version}"),
                            new ServiceKey("shop", "moved"),
                            new Hosts(
                                    "shop",
                                    new HostTable(
                                            new TreeMap<>(
                                                    Map.of(
                                                            new Version("old"),
                                                            "moved",
                                                            new Version("new"),
                                                            "api.example.com"))))));

    @ParameterizedTest
    @CsvSource({
        // a subset is a version, in whatever domain the cluster is
        "outbound|9080|v2|reviews.bookinfo.svc.cluster.local, bookinfo/reviews, v2",
        "outbound|9080|v1|reviews.bookinfo.svc.my.domain;, bookinfo/reviews, v1",
        // and so is a host, by the policy's template or table
        "outbound|80||cart-v7.shop.svc.cluster.local, shop/cart, v7",
        "outbound|80|any|cart-v7.shop.svc.cluster.local, shop/cart, v7",
        "outbound|80||moved.shop.svc.cluster.local, shop/moved, old",
        "outbound|443||api.example.com, shop/moved, new"
    })
    void aClusterIsOfAVersion(String cluster, String service, String version) {
        // twice, as the second answer is remembered
        for (int i = 0; i < 2; i++) {
            assertThat(CLUSTERS.destination(cluster))
                    .hasValueSatisfying(
                            to -> {
                                assertThat(to.service()).hasToString(service);
                                assertThat(to.version()).isEqualTo(version);
                            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "outbound|9080||reviews.bookinfo.svc.cluster.local",
        "outbound|9080|v2|reviews.other.svc.cluster.local",
        "outbound|9080|v2|ratings.bookinfo.svc.cluster.local",
        "outbound|9080|V_2|reviews.bookinfo.svc.cluster.local",
        "outbound|80||cart-v7.bookinfo.svc.cluster.local",
        "outbound|80||cart-.shop.svc.cluster.local",
        "inbound|9080||",
        "-"
    })
    void anotherClusterIsOfNone(String cluster) {
        assertThat(CLUSTERS.destination(cluster)).isEmpty();
        assertThat(CLUSTERS.destination(cluster)).isEmpty();
    }
}
