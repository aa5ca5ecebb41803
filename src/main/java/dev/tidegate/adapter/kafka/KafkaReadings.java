package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.ReadingCodec;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Puts readings on {@code tidegate.readings}, many together. */
@ApplicationScoped
class KafkaReadings implements Readings {

    private final BatchSender sender;

    KafkaReadings(BatchSender sender) {
        this.sender = sender;
    }

    @Override
    public Result<Boolean> tell(ServiceKey service, SourcedReading reading) {
        return told(List.of(new ServiceReading(service, reading))).join();
    }

    @Override
    public CompletionStage<Result<Boolean>> tellAll(List<ServiceReading> readings) {
        return told(readings);
    }

    private CompletableFuture<Result<Boolean>> told(List<ServiceReading> readings) {
        CompletableFuture<?>[] sent = new CompletableFuture<?>[readings.size()];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = sender.send(message(readings.get(i)));
            if (sent[i].isCompletedExceptionally()) {
                // the others would wait for the same
                return result(sent[i]);
            }
        }
        return result(CompletableFuture.allOf(sent));
    }

    private static CompletableFuture<Result<Boolean>> result(CompletableFuture<?> sent) {
        return sent.handle(
                (_, trouble) ->
                        trouble == null
                                ? new Result.Done<>(true)
                                : RecordSender.failed(Topics.READINGS, cause(trouble)));
    }

    private static Throwable cause(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return trouble instanceof CompletionException && cause != null ? cause : trouble;
    }

    static ProducerRecord<byte[], byte[]> message(ServiceReading told) {
        ServiceKey service = told.service();
        BinaryEvent event = ReadingCodec.write(service, told.reading(), id(told));
        return CloudEventRecord.of(Topics.READINGS, service, event.attributes(), event.body());
    }

    /** The same reading has the same, and no other: names may be longer than an id. */
    private static String id(ServiceReading told) {
        SourcedReading reading = told.reading();
        String all =
                String.join(
                        "\n",
                        told.service().toString(),
                        reading.source(),
                        reading.reading().observer(),
                        reading.route().orElse(""),
                        reading.reading().at().toString());
        return UUID.nameUUIDFromBytes(all.getBytes(UTF_8)).toString();
    }
}
