package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class RecordHeadersTest {

    @Test
    void attributesLoseEitherPrefixAndOtherHeadersAreLeftOut() {
        assertThat(
                        RecordHeaders.attributes(
                                List.of(
                                        header("ce_id", "e-1"),
                                        header("CE-Source", "/ci/größe"),
                                        header("Content-Type", "application/json"),
                                        header("id", "other"))))
                .isEqualTo(
                        Map.of(
                                "id",
                                "e-1",
                                "source",
                                "/ci/größe",
                                "content-type",
                                "application/json"));
    }

    @Test
    void lastOfSeveralCounts() {
        assertThat(
                        RecordHeaders.attributes(
                                List.of(header("ce_id", "e-1"), header("ce_id", "e-2"))))
                .containsEntry("id", "e-2");
    }

    private static Map.Entry<String, byte[]> header(String key, String value) {
        return Map.entry(key, value.getBytes(UTF_8));
    }
}
