package dev.tidegate.sandbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

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
 * too many tries, puts the event into the dead letters with the code and the answer. These are
 * tried as often, and the partition waits as long. An event that they have not taken then is lost,
 * as it is with Knative: that is said, and the next one comes.
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

    /** What is to get the event: a function, or the sink of the dead letters. */
    interface Target {
        Answer post(KafkaEvent event) throws InterruptedException;
    }

    /** Waits between two tries. */
    interface Pause {
        /** Whether it ended early, because nothing more is to be delivered. */
        boolean cut(Duration length) throws InterruptedException;
    }

    /**
     * What a target answered.
     *
     * @param status of HTTP; -1 when there was no answer
     * @param start the first bytes of the body, as base64
     */
    record Answer(int status, String start) {

        static final Answer NONE = new Answer(-1, "");

        static Answer of(int status, byte[] body) {
            byte[] most = Arrays.copyOf(body, Math.min(body.length, MOST_ANSWER_BYTES));
            return new Answer(status, Base64.getEncoder().encodeToString(most));
        }

        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    private final Target function;
    private final Target deadLetters;
    private final String name;
    private final Pause pause;
    private final Consumer<String> tell;

    /** Called once at the end. */
    private final Runnable end;

    /**
     * Delivers to {@code function}.
     *
     * @param name of the function
     * @param tell told of an event that is lost, as a sentence for a person
     */
    static Delivery to(
            FunctionPod function, String name, String bootstrapServers, Consumer<String> tell) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        CountDownLatch ended = new CountDownLatch(1);
        return new Delivery(
                event -> posted(function, event),
                event -> sunk(producer, event.sunk("tidegate.dead-letters")),
                name,
                length -> ended.await(length.toMillis(), TimeUnit.MILLISECONDS),
                tell,
                () -> {
                    ended.countDown();
                    producer.close(Duration.ZERO);
                });
    }

    Delivery(
            Target function,
            Target deadLetters,
            String name,
            Pause pause,
            Consumer<String> tell,
            Runnable end) {
        this.function = function;
        this.deadLetters = deadLetters;
        this.name = name;
        this.pause = pause;
        this.tell = tell;
        this.end = end;
    }

    /** Delivers; false when it was ended before there was an answer. */
    boolean deliver(ConsumerRecord<byte[], byte[]> message) {
        Optional<KafkaEvent> event = KafkaEvent.of(message, name);
        if (event.isEmpty()) {
            return lost(message, "a header of it has no value, and it is no CloudEvent");
        }
        try {
            Optional<Answer> answer = tried(function, event.get());
            if (answer.isEmpty() || answer.get().taken()) {
                return answer.isPresent();
            }
            Optional<Answer> buried = tried(deadLetters, failed(event.get(), answer.get()));
            return buried.isPresent()
                    && (buried.get().taken() || lost(message, "the dead letters did not take it"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The last answer; empty when it was ended before. */
    private Optional<Answer> tried(Target target, KafkaEvent event) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            if (pause.cut(BACK_OFF.multipliedBy(attempt))) {
                return Optional.empty();
            }
            Answer answer = target.post(event);
            if (attempt == RETRIES || !retried(answer.status())) {
                return Optional.of(answer);
            }
        }
    }

    private KafkaEvent failed(KafkaEvent event, Answer answer) {
        KafkaEvent failed =
                event.with(
                        "knativeerrordest",
                        "http://%s.%s.svc.cluster.local".formatted(name, KafkaEvent.NAMESPACE));
        if (answer.status() < 0) {
            return failed;
        }
        return failed.with("knativeerrorcode", Integer.toString(answer.status()))
                .with("knativeerrordata", answer.start());
    }

    private boolean lost(ConsumerRecord<?, ?> message, String why) {
        tell.accept(
                "function %s: lost the event at offset %d of %s-%d, as %s"
                        .formatted(
                                name, message.offset(), message.topic(), message.partition(), why));
        return true;
    }

    /** A value that HTTP cannot carry is no answer, too. */
    private static Answer posted(FunctionPod function, KafkaEvent event)
            throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = function.post(event.headers(), event.data(), TIMEOUT);
            return Answer.of(answer.statusCode(), answer.body());
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return Answer.NONE;
        }
    }

    /** As a KafkaSink answers: whatever keeps it from writing is a 503. */
    private static Answer sunk(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> letter)
            throws InterruptedException {
        try {
            producer.send(letter).get();
            return new Answer(202, "");
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            return new Answer(503, "");
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

    @Override
    public void close() {
        end.run();
    }
}
