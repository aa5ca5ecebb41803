package dev.tidegate.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Delivers one record to a function by the rules of a Knative delivery: no answer, 5xx, 404, 408,
 * 409 and 429 are tried again after n times the back-off (linear); any other status from 300 on, or
 * too many tries, puts the event into the dead letters with the code and the answer. An event that
 * the dead letters do not take is lost, as it is with Knative: that is said, and the next one
 * comes.
 *
 * @see <a
 *     href="https://github.com/knative/specs/blob/main/specs/eventing/data-plane.md#event-acknowledgement-and-delivery-retry">Knative
 *     Eventing Data Plane, event acknowledgement and delivery retry</a>
 */
final class Delivery implements AutoCloseable {

    /** Tries after the first: this and the next two as the KafkaSources in {@code functions/}. */
    static final int RETRIES = 300;

    /** Waited once more before each try. */
    static final Duration BACK_OFF = Duration.ofMillis(200);

    /** Of one try. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final int MOST_ANSWER_BYTES = 1_024;

    private final FunctionPod function;
    private final String name;
    private final KafkaProducer<byte[], byte[]> deadLetters;
    private final Consumer<String> tell;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Delivers to {@code function}.
     *
     * @param name of the function
     * @param tell told of an event that is lost, as a sentence for a person
     */
    Delivery(FunctionPod function, String name, String bootstrapServers, Consumer<String> tell) {
        this.function = function;
        this.name = name;
        this.tell = tell;
        this.deadLetters =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Delivers; false when it was ended before there was an answer. */
    boolean deliver(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> headers = DeliveredHeaders.of(message);
        byte[] body = message.value() == null ? new byte[0] : message.value();
        Optional<HttpResponse<byte[]>> answer = Optional.empty();
        try {
            for (int attempt = 0; attempt <= RETRIES; attempt++) {
                if (closed.await(BACK_OFF.toMillis() * attempt, TimeUnit.MILLISECONDS)) {
                    return false;
                }
                answer = answer(headers, body);
                int status = answer.map(HttpResponse::statusCode).orElse(-1);
                if (status >= 200 && status < 300) {
                    return true;
                }
                if (!retried(status)) {
                    break;
                }
            }
            return bury(message, answer.orElse(null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<HttpResponse<byte[]>> answer(Map<String, String> headers, byte[] body)
            throws InterruptedException {
        try {
            return Optional.of(function.post(headers, body, TIMEOUT));
        } catch (IOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Whether Knative delivers again after this status; -1 means no answer. */
    static boolean retried(int status) {
        return status < 0
                || status >= 500
                || status == 404
                || status == 408
                || status == 409
                || status == 429;
    }

    private boolean bury(
            ConsumerRecord<byte[], byte[]> message, @Nullable HttpResponse<byte[]> answer)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>("tidegate.dead-letters", message.key(), message.value());
        message.headers().forEach(letter.headers()::add);
        letter.headers().add("ce_knativeerrordest", name.getBytes(UTF_8));
        if (answer != null) {
            String code = Integer.toString(answer.statusCode());
            byte[] most =
                    Arrays.copyOf(answer.body(), Math.min(answer.body().length, MOST_ANSWER_BYTES));
            letter.headers().add("ce_knativeerrorcode", code.getBytes(UTF_8));
            letter.headers().add("ce_knativeerrordata", Base64.getEncoder().encode(most));
        }
        try {
            deadLetters.send(letter).get();
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            if (closed.getCount() == 0) {
                return false;
            }
            tell.accept(
                    "function %s: lost the event at offset %d of %s-%d, as the dead letters did not take it (%s)"
                            .formatted(
                                    name,
                                    message.offset(),
                                    message.topic(),
                                    message.partition(),
                                    e.getMessage()));
        }
        return true;
    }

    @Override
    public void close() {
        closed.countDown();
        deadLetters.close(Duration.ZERO);
    }
}
