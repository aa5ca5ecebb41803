package dev.tidegate.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.message.Invalid;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

class WriteVersionTest {

    private static final Map<String, String> LABELS = Push.requests("productpage-a", "v2", "503");

    @ParameterizedTest
    @CsvSource({
        "application/x-protobuf, ONE",
        "application/x-protobuf;proto=prometheus.WriteRequest, ONE",
        "application/x-protobuf; proto=io.prometheus.write.v2.Request, TWO",
        "Application/X-Protobuf;charset=utf-8;proto=\"io.prometheus.write.v2.Request\", TWO"
    })
    void contentTypeNamesTheVersion(String type, WriteVersion version) {
        assertThat(WriteVersion.of(type)).contains(version);
    }

    @Test
    void otherContentTypesAreNone() {
        assertThat(WriteVersion.of(null)).isEmpty();
        assertThat(WriteVersion.of("application/json")).isEmpty();
        assertThat(WriteVersion.of("application/x-protobuf;proto=io.prometheus.write.v3.Request"))
                .isEmpty();
    }

    private static byte[] plain(WriteVersion version, Push push) {
        byte[] packed = version == WriteVersion.ONE ? push.one() : push.two();
        return Snappy.unpacked(packed, RemoteWrite.MOST_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void seriesAreReadAsTheyWereWritten(WriteVersion version) {
        // Given
        Push push = new Push().with(LABELS, 1_769_860_801_250L, 42).with(Map.of("a", "ä"), -1, 0.5);
        // When
        Map<Map<String, String>, Point> read = new HashMap<>();
        Written written =
                version.read(
                        plain(version, push),
                        (labels, points) -> read.put(labels, points.getFirst()));
        // Then
        assertThat(read)
                .containsOnly(
                        Map.entry(LABELS, new Point(1_769_860_801_250L, 42)),
                        Map.entry(Map.of("a", "ä"), new Point(-1, 0.5)));
        assertThat(written).isEqualTo(new Written(2, 0));
    }

    @Test
    void labelOutsideTheTableIsRefused() {
        Push.Message series = new Push.Message().message(1, new Push.Message().varint(0).varint(7));
        byte[] body = new Push.Message().text(4, "").message(5, series).bytes();
        assertThatThrownBy(() -> WriteVersion.TWO.read(body, (_, _) -> {}))
                .isInstanceOf(Invalid.class)
                .hasMessage("body: a label is symbol 7 of 1; send a symbol for each");
    }

    @Test
    void labelWithoutValueIsRefused() {
        Push.Message series = new Push.Message().number(1, 0);
        byte[] body = new Push.Message().text(4, "").message(5, series).bytes();
        assertThatThrownBy(() -> WriteVersion.TWO.read(body, (_, _) -> {}))
                .hasMessageContaining("1 label references; send pairs");
    }

    /** Whatever comes, it is read, or refused with a reason: no other exception leaves. */
    @ParameterizedTest
    @EnumSource
    void spoiltBodiesAreReadOrRefused(WriteVersion version) {
        Random random = new Random(23);
        Push push = new Push().with(LABELS, 1_769_860_801_250L, 42).with(LABELS, 3, 4);
        byte[] good = plain(version, push);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, good.length - random.nextInt(20));
            for (int spoilt = random.nextInt(4); spoilt >= 0; spoilt--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                version.read(bad, (labels, _) -> SeriesReader.read(labels));
            } catch (Invalid e) {
                assertThat(e.reason()).startsWith("body: ");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void labelSentTwiceIsRefused() {
        Push.Message label = new Push.Message().text(1, "pod").text(2, "a");
        byte[] body =
                new Push.Message()
                        .message(1, new Push.Message().message(1, label).message(1, label))
                        .bytes();
        assertThat(reason(body))
                .contains("body: a series has the label \"pod\" twice; send it once");
    }

    private static Optional<String> reason(byte[] body) {
        try {
            WriteVersion.ONE.read(body, (_, _) -> {});
            return Optional.empty();
        } catch (Invalid e) {
            return Optional.of(e.reason());
        }
    }
}
