package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamClusterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outbound|9080|v2|reviews.bookinfo.svc.cluster.local",
                "outbound|9080|v2|reviews.bookinfo.svc.cluster.local;"
            })
    void subsetAndHostAreReadWithAndWithoutTheMarkOfStatistics(String name) {
        assertThat(UpstreamCluster.parse(name))
                .contains(new UpstreamCluster("v2", "reviews.bookinfo.svc.cluster.local"));
    }

    @Test
    void aHostWithoutSubsetHasNone() {
        assertThat(UpstreamCluster.parse("outbound|80||api.example.com"))
                .contains(new UpstreamCluster("", "api.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "inbound|9080||",
                "PassthroughCluster",
                "BlackHoleCluster",
                "outbound|9080|v2|",
                "outbound|9080|v2|;",
                "outbound_.9080_.v2_.reviews.bookinfo.svc.cluster.local",
                "outbound|9080|v2|a|b"
            })
    void whatDidNotLeaveTheProxyToAServiceIsNone(String name) {
        assertThat(UpstreamCluster.parse(name)).isEmpty();
    }
}
