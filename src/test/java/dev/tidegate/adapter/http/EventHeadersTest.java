package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;

import org.junit.jupiter.api.Test;

class EventHeadersTest {

    @Test
    void attributesLoseTheirPrefixAndOtherHeadersAreLeftOut() {
        // Given
        var headers = new MultivaluedHashMap<String, String>();
        headers.add("CE-Id", "e-1");
        headers.add("Content-Type", "application/json");
        headers.add("Authorization", "secret");
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
        var headers = new MultivaluedHashMap<String, String>();
        headers.add("ce-x", value);
        return EventHeaders.attributes(headers).getOrDefault("x", "");
    }
}
