package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

class MetricsBodyTest {

    private static final ExportMetricsServiceRequest UP =
            ExportMetricsServiceRequest.newBuilder()
                    .addResourceMetrics(
                            ResourceMetrics.newBuilder()
                                    .addScopeMetrics(
                                            ScopeMetrics.newBuilder()
                                                    .addMetrics(Metric.newBuilder().setName("up"))))
                    .build();

    private static final String JSON =
            """
            {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "up", "later": 1}]}]}]}
            """;

    @Test
    void protobufAndJsonAreTheSamePackedOrNot() throws IOException, Unreadable {
        assertThat(MetricsBody.read(UP.toByteArray(), false, false)).isEqualTo(UP);
        assertThat(MetricsBody.read(packed(UP.toByteArray()), false, true)).isEqualTo(UP);
        assertThat(MetricsBody.read(JSON.getBytes(UTF_8), true, false)).isEqualTo(UP);
        assertThat(MetricsBody.read(packed(JSON.getBytes(UTF_8)), true, true)).isEqualTo(UP);
    }

    @Test
    void whatIsNoneIsToldWithWhatWouldBeRight() {
        assertRefused("not JSON", true, false, "body: is no ExportMetricsServiceRequest in JSON");
        assertRefused("zzzz", false, false, "body: is no ExportMetricsServiceRequest in protobuf");
        assertRefused("zzzz", false, true, "Content-Encoding: \"gzip\" is not what the body is");
    }

    @Test
    void aBodyThatIsLargeWhenUnpackedIsRefused() throws IOException {
        byte[] bomb = packed(new byte[16_777_217]);
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> MetricsBody.read(bomb, false, true))
                .withMessageStartingWith("body: has more than 16777216 bytes");
    }

    private static void assertRefused(String sent, boolean json, boolean gzip, String why) {
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> MetricsBody.read(sent.getBytes(UTF_8), json, gzip))
                .withMessageStartingWith(why);
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }
}
