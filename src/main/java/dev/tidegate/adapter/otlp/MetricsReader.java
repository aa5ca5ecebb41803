package dev.tidegate.adapter.otlp;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Istio's metrics of callers' proxies as readings: each resource is an observer, and has all
 * of its points in one request. Other metrics, and what the called proxies report, are passed over.
 */
final class MetricsReader {

    /** The source of these readings. */
    static final String SOURCE = "otlp";

    private static final Set<String> REQUESTS = Set.of("istio_requests_total", "istio_requests");
    private static final String DURATION = "istio_request_duration_milliseconds";
    private static final long NANOS = 1_000_000_000L;

    private final JudgedServices services;

    MetricsReader(JudgedServices services) {
        this.services = services;
    }

    /**
     * Reads a request.
     *
     * @throws Unreadable when no evidence can be made of Istio's metrics in it
     */
    List<ServiceReading> read(ExportMetricsServiceRequest request, Instant received)
            throws Unreadable {
        List<ServiceReading> readings = new ArrayList<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            Observer observer = new Observer();
            for (var scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    observer.take(metric);
                }
            }
            if (!observer.totals.isEmpty()) {
                Attributes about = new Attributes(resource.getResource().getAttributesList());
                Optional<String> name = Proxies.name(about);
                if (name.isEmpty()) {
                    throw new Unreadable(
                            "resource: names no proxy; add k8s.pod.name or service.instance.id to"
                                    + " its attributes");
                }
                readings.addAll(observer.readings(name.get(), received));
            }
        }
        return readings;
    }

    /** What one proxy has counted, by service and version. */
    private final class Observer {
        private final Map<ServiceKey, Map<String, MetricTotals>> totals = new HashMap<>();
        private long nanos;

        void take(Metric metric) throws Unreadable {
            if (REQUESTS.contains(metric.getName()) && metric.hasSum()) {
                cumulative(metric.getName(), metric.getSum().getAggregationTemporality());
                for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
                    Attributes labels = new Attributes(point.getAttributesList());
                    Optional<MetricTotals> of = of(labels, point.getTimeUnixNano());
                    if (of.isPresent()) {
                        of.get().add(point, answer(labels).failed());
                    }
                }
            } else if (metric.getName().equals(DURATION) && metric.hasHistogram()) {
                cumulative(DURATION, metric.getHistogram().getAggregationTemporality());
                for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
                    of(new Attributes(point.getAttributesList()), point.getTimeUnixNano())
                            .ifPresent(totals -> totals.add(point));
                }
            }
        }

        private Optional<MetricTotals> of(Attributes labels, long time) {
            if (!labels.text("reporter").equals(Optional.of("source"))) {
                return Optional.empty();
            }
            String cluster =
                    "outbound||%s|%s"
                            .formatted(
                                    labels.text("destination_version").orElse(""),
                                    labels.text("destination_service").orElse(""));
            return services.of(cluster)
                    .map(
                            to -> {
                                nanos = Math.max(nanos, time);
                                return totals.computeIfAbsent(to.service(), _ -> new HashMap<>())
                                        .computeIfAbsent(to.version(), _ -> new MetricTotals());
                            });
        }

        List<ServiceReading> readings(String name, Instant received) {
            Instant at = Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
            List<ServiceReading> readings = new ArrayList<>();
            totals.forEach(
                    (service, versions) -> {
                        Map<String, Counts> counts = new HashMap<>();
                        versions.forEach((version, of) -> counts.put(version, of.counts()));
                        Reading reading = new Reading(name, at, received, counts);
                        readings.add(
                                new ServiceReading(
                                        service,
                                        new SourcedReading(SOURCE, Optional.empty(), reading)));
                    });
            return readings;
        }
    }

    private static Answer answer(Attributes labels) throws Unreadable {
        String code = labels.text("response_code").orElse("0");
        try {
            return new Answer(Integer.parseInt(code), labels.text("response_flags").orElse(""));
        } catch (NumberFormatException e) {
            throw Unreadable.of("response_code", code, "is no number");
        }
    }

    private static void cumulative(String metric, AggregationTemporality temporality)
            throws Unreadable {
        if (temporality != AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
            throw new Unreadable(
                    metric
                            + ": is not cumulative; put the processor deltatocumulative before the"
                            + " exporter, or have the source send cumulative sums");
        }
    }
}
