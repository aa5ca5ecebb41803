package dev.tidegate.adapter.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The body of a request of OTLP over HTTP: protobuf or JSON, packed by gzip or not. */
final class MetricsBody {

    /** Unpacked: four times what may be sent. */
    private static final int MOST_BYTES = 16_777_216;

    private MetricsBody() {}

    /**
     * Reads a body.
     *
     * @throws Unreadable when it is none
     */
    static ExportMetricsServiceRequest read(byte[] sent, boolean json, boolean gzip)
            throws Unreadable {
        byte[] body = gzip ? unpacked(sent) : sent;
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

    private static byte[] unpacked(byte[] sent) throws Unreadable {
        byte[] body;
        try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            body = packed.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new Unreadable(
                    "Content-Encoding: \"gzip\" is not what the body is; pack it so, or say"
                            + " nothing");
        }
        if (body.length > MOST_BYTES) {
            throw new Unreadable(
                    "body: has more than %d bytes when it is unpacked; send less at once"
                            .formatted(MOST_BYTES));
        }
        return body;
    }
}
