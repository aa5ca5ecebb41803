package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IstioHostTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reviews",
                "Reviews",
                "123",
                "reviews.bookinfo",
                "reviews.",
                "api.example.com.",
                "api.123.",
                "*.example.com",
                "*.",
                "*-api.example.com",
                "*api.example.com"
            })
    void hostThatIstioTakes(String host) {
        assertThat(IstioHost.valid(host)).isTrue();
        assertThat(IstioHost.destination(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "-reviews",
                "reviews-",
                "a..b",
                "a..",
                "a_b.example.com",
                "10.0.0.1",
                "api.123",
                "*-",
                "**.example.com",
                "a.*.example.com",
                "example.*",
                "a b"
            })
    void hostThatIstioRefuses(String host) {
        assertThat(IstioHost.valid(host)).isFalse();
        assertThat(IstioHost.destination(host)).isFalse();
    }

    @Test
    void lengthsAreBound() {
        String label = "a".repeat(63);
        assertThat(IstioHost.valid(label)).isTrue();
        assertThat(IstioHost.valid(label + "a")).isFalse();
        assertThat(IstioHost.valid("b." + label + "a")).isFalse();
        String name = String.join(".", label, label, label, label);
        assertThat(IstioHost.valid(name)).isTrue();
        assertThat(IstioHost.valid(name + ".a")).isFalse();
    }

    @Test
    void everyHostIsOneOfARuleAndNoDestination() {
        assertThat(IstioHost.valid("*")).isTrue();
        assertThat(IstioHost.destination("*")).isFalse();
    }
}
