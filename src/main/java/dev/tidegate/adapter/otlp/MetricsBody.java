package dev.tidegate.adapter.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

import java.nio.charset.StandardCharsets;

/** The body of a request of OTLP over HTTP: protobuf or JSON, packed by gzip or not. */
final class MetricsBody {

    private MetricsBody() {}

    /**
     * Reads a body.
     *
     * @throws Unreadable when it is none
     */
    static ExportMetricsServiceRequest read(byte[] sent, boolean json, boolean gzip)
            throws Unreadable {
        byte[] body = gzip ? Gzip.unpacked(sent) : sent;
        try {
            if (!json) {
                return ExportMetricsServiceRequest.parseFrom(body);
            }
            ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(new String(body, StandardCharsets.UTF_8), request);
            return request.build();
        } catch (InvalidProtocolBufferException e) {
            throw new Unreadable(
                    "body: is no ExportMetricsServiceRequest in %s; send what OTLP 1 has for metrics"
                            .formatted(json ? "JSON" : "protobuf"));
        }
    }
}
