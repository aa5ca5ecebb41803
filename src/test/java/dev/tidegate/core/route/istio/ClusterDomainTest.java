package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterDomainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cluster.local.", ".local", "K8s.lab", "k8s_lab", "a..b", "-a", "*"})
    void whatIsNoDomainIsRefusedWithTheFieldTheValueAndTheRule(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterDomain.parse("tidegate.cluster-domain", name))
                .withMessageStartingWith(
                        "tidegate.cluster-domain: \"" + name + "\" is no DNS domain")
                .withMessageEndingWith("such as cluster.local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster.local", "k8s.lab", "local", "a-1.b2"})
    void domainIsTaken(String name) {
        assertThat(ClusterDomain.parse("tidegate.cluster-domain", name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "reviews, reviews.shop.svc.k8s.lab",
        "Reviews, reviews.shop.svc.k8s.lab",
        "reviews., reviews.",
        "reviews.shop, reviews.shop",
        "reviews.shop.svc.cluster.local, reviews.shop.svc.cluster.local",
        "*, *",
        "*.shop, *.shop",
        "2001:db8::1, 2001:db8::1",
        "10.0.0.1, 10.0.0.1"
    })
    void shortNameIsCompletedAndNoOther(String host, String full) {
        assertThat(new ClusterDomain("k8s.lab").full(host, "shop")).isEqualTo(full);
    }

    /** The examples of Istio's own host.Name. */
    @ParameterizedTest
    @CsvSource({
        "foo.com, foo.com, true",
        "foo.com, bar.com, false",
        "*.com, foo.com, true",
        "foo.com, *.com, false",
        "*.foo.com, foo.com, false",
        "*foo.com, foo.com, true",
        "*-foo.com, bar-foo.com, true",
        "*, foo.com, true",
        "*, *.com, true",
        "*.com, *.foo.com, true",
        "*.foo.com, *.com, false",
        "foo.com, foo.com., false"
    })
    void wildcardCoversWhatEndsLikeIt(String listed, String host, boolean covers) {
        assertThat(HostWildcard.covers(listed, host)).isEqualTo(covers);
        assertThat(HostWildcard.covering(host).contains(listed)).isEqualTo(covers);
    }
}
