package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.core.routing.Routing.Subsets;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class MetricsReaderTest {

    private static final AggregationTemporality CUMULATIVE =
            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

    private static final KeyValue POD = Logged.attribute("k8s.pod.name", "page-1");

    @Test
    void sumsAndHistogramsOfAResourceAreOneReading() throws Unreadable {
        List<ServiceReading> readings =
                read(
                        POD,
                        requests(
                                CUMULATIVE,
                                point("v1", "200", "source", 90),
                                point("v1", "503", "source", 2),
                                point("v2", "200", "source", 8),
                                point("v2", "200", "destination", 100)),
                        durations(CUMULATIVE, "v2", List.of(25.0, 100.0), List.of(5L, 2L, 1L)));
        assertThat(readings)
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.service()).isEqualTo(Receiving.REVIEWS);
                            assertThat(each.reading().source()).isEqualTo("otlp");
                            Reading reading = each.reading().reading();
                            assertThat(reading.observer()).isEqualTo("page-1");
                            assertThat(reading.at()).isEqualTo(Receiving.START.minusMillis(250));
                            assertThat(Receiving.failures(reading, "v1"))
                                    .isEqualTo(new Tally(92, 2));
                            // a boundary that the histogram does not have is not counted
                            assertThat(Receiving.counts(reading, "v2").byMeasure())
                                    .isEqualTo(
                                            Map.of(
                                                    "failures", new Tally(8, 0),
                                                    "slower-than-25", new Tally(8, 3),
                                                    "slower-than-100", new Tally(8, 1)));
                        });
    }

    @Test
    void othersMetricsArePassedOverAndNeedNoName() throws Unreadable {
        Metric other =
                requests(CUMULATIVE, point("v1", "200", "source", 1)).toBuilder()
                        .setName("up")
                        .build();
        assertThat(read(Logged.attribute("a", "b"), other)).isEmpty();
    }

    @Test
    void aProxyWithoutANameIsRefused() {
        Metric metric = requests(CUMULATIVE, point("v1", "200", "source", 1));
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> read(Logged.attribute("a", "b"), metric))
                .withMessageStartingWith("resource: names no proxy");
    }

    @Test
    void deltasAreRefusedWithWhatWouldBeRight() {
        Metric metric =
                requests(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA,
                        point("v1", "200", "source", 1));
        assertThatExceptionOfType(Unreadable.class)
                .isThrownBy(() -> read(POD, metric))
                .withMessage(
                        "istio_requests_total: is not cumulative; put the processor"
                                + " deltatocumulative before the exporter, or have the source send"
                                + " cumulative sums");
    }

    private static List<ServiceReading> read(KeyValue resource, Metric... metrics)
            throws Unreadable {
        JudgedServices services =
                new JudgedServices(
                        () ->
                                Map.of(
                                        Receiving.REVIEWS,
                                        new Subsets(
                                                "bookinfo",
                                                "reviews",
                                                "version",
                                                Optional.empty())));
        services.refresh();
        return new MetricsReader(services)
                .read(
                        ExportMetricsServiceRequest.newBuilder()
                                .addResourceMetrics(
                                        ResourceMetrics.newBuilder()
                                                .setResource(
                                                        Resource.newBuilder()
                                                                .addAttributes(resource))
                                                .addScopeMetrics(
                                                        ScopeMetrics.newBuilder()
                                                                .addAllMetrics(List.of(metrics))))
                                .build(),
                        Receiving.START);
    }

    private static Metric requests(AggregationTemporality temporality, NumberDataPoint... points) {
        return Metric.newBuilder()
                .setName("istio_requests_total")
                .setSum(
                        Sum.newBuilder()
                                .setIsMonotonic(true)
                                .setAggregationTemporality(temporality)
                                .addAllDataPoints(List.of(points)))
                .build();
    }

    private static NumberDataPoint point(String version, String code, String reporter, long n) {
        return NumberDataPoint.newBuilder()
                .addAllAttributes(labels(version, reporter))
                .addAttributes(Logged.attribute("response_code", code))
                .addAttributes(Logged.attribute("response_flags", "-"))
                .setTimeUnixNano(time())
                .setAsDouble((double) n)
                .build();
    }

    private static Metric durations(
            AggregationTemporality temporality,
            String version,
            List<Double> bounds,
            List<Long> counts) {
        return Metric.newBuilder()
                .setName("istio_request_duration_milliseconds")
                .setHistogram(
                        Histogram.newBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(
                                        HistogramDataPoint.newBuilder()
                                                .addAllAttributes(labels(version, "source"))
                                                .setTimeUnixNano(time())
                                                .setCount(counts.stream().mapToLong(n -> n).sum())
                                                .addAllExplicitBounds(bounds)
                                                .addAllBucketCounts(counts)))
                .build();
    }

    private static List<KeyValue> labels(String version, String reporter) {
        return Stream.of(
                        Logged.attribute("reporter", reporter),
                        Logged.attribute("destination_service", Logged.HOST),
                        Logged.attribute("destination_version", version))
                .toList();
    }

    private static long time() {
        return Receiving.START.minusMillis(250).toEpochMilli() * 1_000_000;
    }
}
