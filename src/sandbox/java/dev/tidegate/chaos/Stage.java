package dev.tidegate.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Journal;
import dev.tidegate.chaos.site.Machine;
import dev.tidegate.chaos.site.Post;
import dev.tidegate.chaos.site.Site;
import dev.tidegate.sandbox.Group;
import dev.tidegate.sandbox.Quietly;
import dev.tidegate.sandbox.TopicRecords;
import dev.tidegate.simulation.scene.SimService;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The parts, who sends to them, and what is written down of it. */
final class Stage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Journal journal;
    private final Site site;
    private final Post post;
    private final Prompter prompter;
    private final ScheduledExecutorService pods = Executors.newScheduledThreadPool(1);

    Stage(Plan plan, Path directory, Clock clock) {
        this.clock = clock;
        journal = new Journal(clock);
        site = new Site(directory, journal);
        post = new Post(site.broker().bootstrapServers(), journal);
        prompter = new Prompter(post, clock, plan.cues());
        journal.onWrite(prompter::written);
        for (SimService service : plan.services()) {
            journal.add(new Entry.Served(service));
            service.objects().forEach(site::put);
        }
        site.machines().forEach(Machine::start);
    }

    Site site() {
        return site;
    }

    Post post() {
        return post;
    }

    Journal journal() {
        return journal;
    }

    Prompter prompter() {
        return prompter;
    }

    Clock clock() {
        return clock;
    }

    /** Its objects are made, and then its deployment is told; its pods may come later. */
    void deploy(Release release) {
        boolean late = release.pods().compareTo(Duration.ZERO) > 0;
        String version = release.version();
        release.service().version(version, late ? 0 : 1).forEach(site::put);
        if (late) {
            var _ =
                    pods.schedule(
                            () -> site.put(release.service().deployment(version, 1)),
                            release.pods().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
        post.send(release.event(clock.instant()));
    }

    /** Does it, and writes down a fault that begins or ends. */
    void act(Act act) {
        if (!act.says().isEmpty()) {
            journal.add(new Entry.Fault(journal.micros(), act.kind(), act.says()));
        }
        act.work().accept(this);
    }

    /** How far the product is. */
    List<Entry.Consumed> consumed() {
        return Group.progress(site.broker().bootstrapServers()).stream()
                .map(at -> new Entry.Consumed(at.topic(), at.partition(), at.committed(), at.end()))
                .toList();
    }

    /** What is on the topic of outcomes. */
    List<Entry.Told> outcomes() {
        return records("tidegate.rollouts").stream().map(this::told).toList();
    }

    /** Every record of a topic. */
    List<ConsumerRecord<String, byte[]>> records(String topic) {
        return TopicRecords.of(
                Map.of("bootstrap.servers", site.broker().bootstrapServers()), topic);
    }

    private Entry.Told told(ConsumerRecord<String, byte[]> message) {
        try {
            JsonNode data = JSON.readTree(message.value());
            long micros = journal.micros(Instant.ofEpochMilli(message.timestamp()));
            return new Entry.Told(micros, message.key(), header(message, "ce_id"), data);
        } catch (IOException e) {
            throw new IllegalStateException("an outcome that is no JSON", e);
        }
    }

    /** A header of a record; empty when there is none. */
    static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /** The objects of a kind that were ever written, as the API server has them now. */
    List<ObjectNode> objects(String kind) {
        return journal.history().all(Entry.Written.class).stream()
                .filter(written -> written.kind().equals(kind))
                .map(written -> written.object().path("metadata"))
                .map(meta -> List.of(meta.path("namespace").asText(), meta.path("name").asText()))
                .distinct()
                .map(key -> site.cluster().get(kind, key.getFirst(), key.getLast()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        pods.shutdownNow();
        Quietly.close(prompter);
        Quietly.close(post);
        site.close();
    }
}
