package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class AccessRecordTest {

    private static final Logged GOOD = Logged.to("v2");

    @Test
    void aRecordIsReadByItsLabels() throws Unreadable {
        assertThat(AccessRecord.of(GOOD.record()))
                .isEqualTo(
                        new AccessRecord(
                                "outbound|9080|v2|reviews.bookinfo.svc.cluster.local;",
                                "primary",
                                new Answer(200, "-"),
                                12,
                                "reviews:9080",
                                Optional.of("productpage-v1-abcde")));
    }

    @Test
    void whatEnvoyDoesNotKnowIsAHyphenAndNothing() throws Unreadable {
        AccessRecord record =
                AccessRecord.of(
                        GOOD.with("route_name", "-")
                                .with("authority", "-")
                                .with("pod", "-")
                                .record());
        assertThat(record.route()).isEmpty();
        assertThat(record.authority()).isEmpty();
        assertThat(record.proxy()).isEmpty();
    }

    @Test
    void hostAndPodAreNotNeeded() throws Unreadable {
        assertThat(AccessRecord.of(GOOD.without("authority").without("pod").record()).proxy())
                .isEmpty();
    }

    @Test
    void numbersMayBeNumbers() throws Unreadable {
        LogRecord.Builder record = GOOD.without("duration").record().toBuilder();
        record.addAttributes(
                KeyValue.newBuilder()
                        .setKey("duration")
                        .setValue(AnyValue.newBuilder().setIntValue(70)));
        assertThat(AccessRecord.of(record.build()).millis()).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream_cluster",
                "route_name",
                "response_code",
                "response_flags",
                "duration"
            })
    void aLabelThatIsMissingIsNamedWithWhatWouldBeRight(String label) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> AccessRecord.of(GOOD.without(label).record()))
                .withMessageMatching(
                        label
                                + ": is missing; write "
                                + label
                                + ": \"%[A-Z_]+%\" into the labels of the provider's logFormat");
    }

    @ParameterizedTest
    @CsvSource({
        "response_code, OK",
        "response_code, -1",
        "response_code, ''",
        "duration, -",
        "duration, 1.5",
        "duration, 99999999999"
    })
    void aNumberThatIsNoneIsNamedWithItsValue(String label, String value) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> AccessRecord.of(GOOD.with(label, value).record()))
                .withMessage("%s: \"%s\" is no number from 0 to 2147483647", label, value);
    }

    @ParameterizedTest
    @CsvSource({
        "reviews-shadow:9080, reviews.bookinfo.svc.cluster.local, true",
        "reviews-shadow, reviews.bookinfo.svc.cluster.local, true",
        "reviews.bookinfo.svc.cluster.local-shadow:9080, reviews.bookinfo.svc.cluster.local, true",
        "reviews:9080, reviews.bookinfo.svc.cluster.local, false",
        "'', reviews.bookinfo.svc.cluster.local, false",
        "[::1]:9080, reviews.bookinfo.svc.cluster.local, false",
        // a Service that is called so
        "reviews-shadow:9080, reviews-shadow.bookinfo.svc.cluster.local, false",
        "reviews-shadow.bookinfo, reviews-shadow.bookinfo.svc.cluster.local, false",
        "reviews-shadow-shadow:9080, reviews-shadow.bookinfo.svc.cluster.local, true"
    })
    void aMirroredCopyIsKnownByItsHost(String authority, String host, boolean mirrored)
            throws Unreadable {
        AccessRecord record = AccessRecord.of(GOOD.with("authority", authority).record());
        assertThat(record.mirrored(host)).isEqualTo(mirrored);
    }
}
