package dev.tidegate.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class EventHeadersTest {

    @Test
    void attributesLoseTheirPrefixAndOtherHeadersAreLeftOut() {
        // Given
        Map<String, List<String>> headers =
                Map.of(
                        "CE-Id", List.of("e-1"),
                        "Content-Type", List.of("application/json"),
                        "Authorization", List.of("secret"));
        // When, then
        assertThat(EventHeaders.attributes(headers))
                .containsOnlyKeys("id", "content-type")
                .containsEntry("id", "e-1");
    }

    @Test
    void valuesArePercentDecoded() {
        assertThat(decoded("Euro%20%E2%82%AC%20%F0%9F%98%80")).isEqualTo("Euro € 😀");
        assertThat(decoded("100%")).isEqualTo("100%");
        assertThat(decoded("a%zz%4")).isEqualTo("a%zz%4");
    }

    private static String decoded(String value) {
        return EventHeaders.attributes(Map.of("ce-x", List.of(value))).getOrDefault("x", "");
    }
}
