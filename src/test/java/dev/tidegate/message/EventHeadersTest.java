package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    @Test
    void quotedStringsAreUndoneFirst() {
        assertThat(decoded("\"a b\"")).isEqualTo("a b");
        assertThat(decoded("\"a\\\"b\\\\c\"")).isEqualTo("a\"b\\c");
        assertThat(decoded("\"a%20b\"")).isEqualTo("a b");
        assertThat(decoded("\"\"")).isEmpty();
        assertThat(decoded("%22a%22")).isEqualTo("\"a\"");
        assertThat(decoded("a\"b")).isEqualTo("a\"b");
        assertThat(decoded("\"a")).isEqualTo("\"a");
        assertThat(decoded("a\\b")).isEqualTo("a\\b");
    }

    @Test
    void decodingIsDoneOnce() {
        assertThat(decoded("a%2520b")).isEqualTo("a%20b");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        for (String value : List.of("%C0%A0", "a%ffb", "%E2%82", "%ED%A0%80")) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> decoded(value))
                    .withMessage(
                            "ce-subject: \"%s\" encodes bytes that are no UTF-8; percent-encode the"
                                    + " text's UTF-8",
                            value);
        }
    }

    @Test
    void extensionThatIsNoTextRefusesNothing() {
        assertThat(EventHeaders.attributes(Map.of("ce-note", List.of("50%FF"))))
                .containsEntry("note", "50%FF");
    }

    private static String decoded(String value) {
        return EventHeaders.attributes(Map.of("ce-subject", List.of(value)))
                .getOrDefault("subject", "");
    }
}
