package dev.tidegate.adapter.otlp;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as Envoy writes them with the labels of {@code src/docs/sources-envoy.md}. */
record Logged(Map<String, String> labels) {

    static final String HOST = "reviews.bookinfo.svc.cluster.local";

    /** A request to a version that was answered with 200 in 12 ms. */
    static Logged to(String version) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("authority", "reviews:9080");
        labels.put("duration", "12");
        labels.put("pod", "productpage-v1-abcde");
        labels.put("response_code", "200");
        labels.put("response_flags", "-");
        labels.put("route_name", "primary");
        labels.put("upstream_cluster", "outbound|9080|" + version + "|" + HOST + ";");
        return new Logged(labels);
    }

    Logged with(String label, String value) {
        Map<String, String> other = new LinkedHashMap<>(labels);
        other.put(label, value);
        return new Logged(other);
    }

    Logged without(String label) {
        Map<String, String> other = new LinkedHashMap<>(labels);
        other.remove(label);
        return new Logged(other);
    }

    LogRecord record() {
        LogRecord.Builder record = LogRecord.newBuilder();
        labels.forEach((name, value) -> record.addAttributes(attribute(name, value)));
        return record.build();
    }

    static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static ExportLogsServiceRequest part(List<Logged> records) {
        ScopeLogs.Builder scope = ScopeLogs.newBuilder();
        records.forEach(each -> scope.addLogRecords(each.record()));
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
                .build();
    }
}
