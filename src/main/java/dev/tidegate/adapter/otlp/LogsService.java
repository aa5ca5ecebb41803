package dev.tidegate.adapter.otlp;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * OTLP's {@code LogsService}: takes parts of access logs. It answers at once, on the thread that
 * read them; what cannot be read is told as the protocol has it, so that Envoy counts it too.
 */
final class LogsService extends LogsServiceGrpc.LogsServiceImplBase implements ServerInterceptor {

    private static final Context.Key<String> PEER = Context.key("peer");

    private final AccessLog log;
    private final Clock clock;

    LogsService(AccessLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void export(
            ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> answer) {
        Instant now = clock.instant();
        String peer = Optional.ofNullable(PEER.get()).orElse("unknown");
        ExportLogsPartialSuccess.Builder rejected = ExportLogsPartialSuccess.newBuilder();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            Attributes about = new Attributes(resource.getResource().getAttributesList());
            String proxy = Proxies.name(about, peer);
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord record : scope.getLogRecordsList()) {
                    log.take(record, proxy, now)
                            .ifPresent(
                                    why ->
                                            rejected.setErrorMessage(why)
                                                    .setRejectedLogRecords(
                                                            rejected.getRejectedLogRecords() + 1));
                }
            }
        }
        ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
        if (rejected.getRejectedLogRecords() > 0) {
            response.setPartialSuccess(rejected);
        }
        answer.onNext(response.build());
        answer.onCompleted();
    }

    /** Remembers who sends. */
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String peer = address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        return Contexts.interceptCall(Context.current().withValue(PEER, peer), call, headers, next);
    }

    /** Without the port, which another connection of the same proxy has not. */
    private static String address(@Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress socket
                ? socket.getAddress().getHostAddress()
                : "unknown";
    }
}
