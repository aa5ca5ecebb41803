package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.route.ObservedObject;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class ObservedObjectsTest {

    @Test
    void ofManyNamesInTheNamespaceAMessageTellsFive() {
        List<ObservedObject> eight =
                IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                i ->
                                        new ObservedObject(
                                                ObservedObjects.VIRTUAL_SERVICE,
                                                "shop",
                                                "s" + i,
                                                Map.of()))
                        .toList();
        assertThat(
                        new ObservedObjects(eight, ClusterDomain.LOCAL)
                                .missing(ObservedObjects.VIRTUAL_SERVICE, "shop", "cart", "route"))
                .contains("known there: s1, s2, s3, s4, s5 and 3 more;");
    }
}
