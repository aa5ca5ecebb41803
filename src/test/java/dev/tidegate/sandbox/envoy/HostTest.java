package dev.tidegate.sandbox.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class HostTest {

    private static final Proxy CALLERS = Proxy.in("bookinfo");

    @ParameterizedTest
    @CsvSource({
        "reviews, reviews.shop.svc.cluster.local",
        "reviews.other, reviews.other",
        "*, *",
        "*.example.org, *.example.org"
    })
    void aNameWithoutADotBelongsToTheNamespaceOfItsObject(String host, String full) {
        assertThat(Host.full(host, "shop", CALLERS)).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.org, a.example.org, true",
        "a.example.org, b.example.org, false",
        "*.example.org, a.example.org, true",
        "*.example.org, a.b.example.org, true",
        "*.example.org, example.org, false",
        "*, a.example.org, true"
    })
    void aStarStandsForAnythingBeforeTheRest(String pattern, String host, boolean matches) {
        assertThat(Host.matches(pattern, host)).isEqualTo(matches);
    }

    @Test
    void theNameGoesBeforeAnyPatternAndALongerPatternBeforeAShorterOne() {
        assertThat(Host.best(Stream.of("*", "*.example.org", "a.example.org"), "a.example.org"))
                .contains("a.example.org");
        assertThat(Host.best(Stream.of("*", "*.example.org", "*.org"), "a.example.org"))
                .contains("*.example.org");
        assertThat(Host.best(Stream.of("b.example.org"), "a.example.org")).isEmpty();
    }

    @Test
    void onlyCallersOfItsNamespaceReachAServiceByItsShortName() {
        assertThat(Host.names(service("bookinfo"), CALLERS))
                .containsExactly(
                        "reviews.bookinfo.svc.cluster.local",
                        "reviews.bookinfo.svc",
                        "reviews.bookinfo",
                        "reviews");
        assertThat(Host.names(service("shop"), CALLERS))
                .containsExactly(
                        "reviews.shop.svc.cluster.local", "reviews.shop.svc", "reviews.shop");
    }

    private static Service service(String namespace) {
        return new Service(
                namespace,
                "reviews",
                "reviews.%s.svc.cluster.local".formatted(namespace),
                List.of(),
                Map.of());
    }
}
