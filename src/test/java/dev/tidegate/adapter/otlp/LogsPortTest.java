package dev.tidegate.adapter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidegate.core.analysis.Tally;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;

/** Somebody connects, as Envoy does, with HTTP/2 and no TLS. */
class LogsPortTest {

    private static final Logged GOOD = Logged.to("v2");

    private final Receiving receiving = new Receiving();
    private LogsPort port;
    private ManagedChannel channel;
    private LogsServiceGrpc.LogsServiceBlockingStub proxy;

    @BeforeEach
    void connect() throws IOException {
        Clock clock = Clock.fixed(Receiving.START, ZoneOffset.UTC);
        port = LogsPort.listen(0, new LogsService(receiving.log, clock));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port.number()).usePlaintext().build();
        proxy = LogsServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        port.close();
    }

    @Test
    void aPartOfALogIsCountedAndAnswered() {
        // When
        ExportLogsServiceResponse answer = proxy.export(Logged.part(List.of(GOOD, GOOD)));
        // Then
        assertThat(answer.hasPartialSuccess()).isFalse();
        assertThat(Receiving.failures(receiving.after(1_000).getLast(), "v2"))
                .isEqualTo(new Tally(2, 0));
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestCounts() {
        ExportLogsServiceResponse answer =
                proxy.export(Logged.part(List.of(GOOD, GOOD.without("duration"), GOOD)));
        assertThat(answer.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
        assertThat(answer.getPartialSuccess().getErrorMessage()).startsWith("duration: is missing");
        assertThat(receiving.records("counted")).isEqualTo(2);
    }

    @Test
    void aProxyThatDoesNotSayItsNameIsCalledByItsAddress() {
        ExportLogsServiceResponse answer = proxy.export(Logged.part(List.of(GOOD.without("pod"))));
        assertThat(answer.hasPartialSuccess()).isFalse();
        assertThat(receiving.after(1_000).getLast().observer()).isEqualTo("127.0.0.1 by r1");
    }

    @Test
    void nothingIsNoError() {
        assertThat(proxy.export(ExportLogsServiceRequest.getDefaultInstance()))
                .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
    }

    @Test
    void aPartThatIsTooLargeIsRefusedAndTheNextIsTaken() {
        Logged large = GOOD.with("authority", "a".repeat(100_000));
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> proxy.export(Logged.part(Collections.nCopies(20, large))))
                .extracting(StatusRuntimeException::getStatus)
                .extracting(Status::getCode)
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(proxy.export(Logged.part(List.of(GOOD))).hasPartialSuccess()).isFalse();
    }

    @Test
    void aPortThatIsTakenIsToldAtOnce() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                LogsPort.listen(
                                        port.number(),
                                        new LogsService(
                                                receiving.log,
                                                Clock.fixed(Receiving.START, ZoneOffset.UTC))));
    }
}
