package dev.tidegate.adapter.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.SourcedReading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.message.LiveCodec;
import dev.tidegate.message.ReadingCodec;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.TopicRecords;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** Services with releases, as their proxies and the controller tell of them on a real broker. */
final class Mesh implements AutoCloseable {

    private static final long EACH_STABLE = 90;
    private static final long EACH_CANARY = 10;

    private final Map<String, Object> broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ServiceKey> services;
    private final CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());
    private long stable;
    private long canary;
    private long failed;
    private boolean failing;

    Mesh(String bootstrapServers, int count) {
        broker = Map.of("bootstrap.servers", bootstrapServers);
        producer =
                new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        services =
                IntStream.range(0, count)
                        .mapToObj(i -> new ServiceKey("shop", "service-" + i))
                        .toList();
    }

    /** Whether the canaries fail from now on. */
    void fail(boolean now) {
        failing = now;
    }

    /** A release of each service is live: its uid begins with {@code release}. */
    void live(String release, long revision, int stage) {
        long now = Instant.now().getEpochSecond() - States.START.getEpochSecond();
        for (ServiceKey service : services) {
            LiveRelease told =
                    States.release(release + "-" + service.name(), revision, stage, .1, now);
            send(service, LiveCodec.write(service, told));
        }
    }

    /** One reading of each service. */
    void read() {
        stable += EACH_STABLE;
        canary += EACH_CANARY;
        failed += failing ? EACH_CANARY : 0;
        Instant now = Instant.now();
        Map<String, Counts> versions =
                Map.of(
                        "v1", counts(stable, 0),
                        "v2", counts(canary, failed));
        Reading reading = new Reading("proxy", now, now, versions);
        for (ServiceKey service : services) {
            send(
                    service,
                    ReadingCodec.write(
                            service,
                            new SourcedReading("sandbox", Optional.empty(), reading),
                            "proxy/" + now.toEpochMilli()));
        }
        producer.flush();
    }

    private static Counts counts(long requests, long bad) {
        Map<String, Tally> counts = new HashMap<>();
        counts.put(Measure.FAILURES.name(), new Tally(requests, bad));
        for (Measure measure : Metric.LATENCY.measures()) {
            counts.put(measure.name(), new Tally(requests, 0));
        }
        return new Counts(counts);
    }

    private void send(ServiceKey service, BinaryEvent event) {
        var made =
                new ProducerRecord<>(
                        event.topic(), service.toString().getBytes(UTF_8), event.body());
        event.attributes()
                .forEach(
                        (name, value) ->
                                made.headers()
                                        .add(
                                                name.equals("content-type") ? name : "ce_" + name,
                                                value.getBytes(UTF_8)));
        var _ = producer.send(made);
    }

    /** All that was told, by partition. */
    List<VerdictTold> verdicts() {
        return TopicRecords.of(broker, new ByteArrayDeserializer(), AnalysisTopology.VERDICTS)
                .stream()
                .map(this::verdict)
                .toList();
    }

    private VerdictTold verdict(ConsumerRecord<byte[], byte[]> told) {
        Map<String, String> attributes = new HashMap<>();
        told.headers()
                .forEach(
                        header ->
                                attributes.put(
                                        header.key().replace("ce_", ""),
                                        new String(header.value(), UTF_8)));
        return (VerdictTold) ((Decoded.Event) codec.decode(attributes, told.value())).event();
    }

    /** As if nobody had kept it. */
    void deleteChangelog() {
        try (Admin admin = Admin.create(broker)) {
            admin.deleteTopics(List.of("tidegate-analysis-evidence-changelog")).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean analyses(Artifact process) {
        return get(process, "/q/health/group/analysis").statusCode() == 200;
    }

    static String health(Artifact process) {
        return get(process, "/q/health/group/analysis").body();
    }

    static boolean live(Artifact process) {
        return get(process, "/q/health/live").statusCode() == 200;
    }

    private static HttpResponse<String> get(Artifact process, String path) {
        URI url = process.url().resolve(path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
