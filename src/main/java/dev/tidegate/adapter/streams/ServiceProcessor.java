package dev.tidegate.adapter.streams;

import static java.util.Objects.requireNonNull;

import dev.tidegate.core.analysis.Analysed;
import dev.tidegate.core.analysis.Analyst;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.ServiceEvidence;
import dev.tidegate.core.analysis.Telling;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.message.Invalid;
import dev.tidegate.message.LiveCodec;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Feeds {@link Analyst} with what is read of a partition's services, and tells its verdicts. */
final class ServiceProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = Logger.getLogger(ServiceProcessor.class);
    private static final Duration EACH = Duration.ofSeconds(1);
    private static final Duration TIDIED_EACH = Duration.ofMinutes(10);

    private final Set<String> live = new HashSet<>();
    private final Set<String> unchecked = new HashSet<>();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> evidence;
    private @Nullable KeyValueStore<String, byte[]> releases;

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
        context = given;
        evidence = given.getStateStore(AnalysisTopology.EVIDENCE);
        releases = given.getStateStore(AnalysisTopology.LIVE);
        keys(requireNonNull(releases)).forEach(live::add);
        unchecked.addAll(live);
        given.schedule(
                EACH,
                PunctuationType.WALL_CLOCK_TIME,
                millis -> passed(Instant.ofEpochMilli(millis)));
        given.schedule(TIDIED_EACH, PunctuationType.WALL_CLOCK_TIME, this::tidy);
    }

    @Override
    public void process(Record<String, byte[]> told) {
        if (told.key() == null) {
            LOG.warn("a record without a key is left out; the key is namespace/service");
            return;
        }
        String topic =
                requireNonNull(context).recordMetadata().map(RecordMetadata::topic).orElse("");
        Instant at = Instant.ofEpochMilli(told.timestamp());
        if (topic.equals(LiveCodec.TOPIC)) {
            follow(told.key(), told.value(), at);
        } else if (told.value() != null) {
            check(told.key(), at);
            ServiceEvidence state = state(told.key());
            next(told.key(), state, read(told, state, at), at);
        }
    }

    private static Analysed read(Record<String, byte[]> told, ServiceEvidence state, Instant at) {
        try {
            ServiceReading read = ReadingRecord.read(told, at);
            return Analyst.reading(state, read.reading());
        } catch (Invalid e) {
            return Analyst.unread(state, e.reason());
        }
    }

    private void follow(String key, byte @Nullable [] value, Instant at) {
        unchecked.remove(key);
        ServiceEvidence state = state(key);
        if (value == null) {
            live.remove(key);
            next(key, state, Analyst.ended(state), at);
            return;
        }
        live.add(key);
        release(key, value)
                .ifPresent(release -> next(key, state, Analyst.live(state, release, at), at));
    }

    /** What was live before this process read of it, and is not followed: its evidence is gone. */
    private void check(String key, Instant now) {
        if (unchecked.remove(key)) {
            ServiceEvidence state = state(key);
            Optional.ofNullable(requireNonNull(releases).get(key))
                    .flatMap(value -> release(key, value))
                    .ifPresent(found -> next(key, state, Analyst.found(state, found, now), now));
        }
    }

    private static Optional<LiveRelease> release(String key, byte[] value) {
        try {
            var _ = RecordKey.service(key);
            return Optional.of(LiveCodec.read(value));
        } catch (Invalid e) {
            LOG.warnf("live release of %s: %s", key, e.reason());
            return Optional.empty();
        }
    }

    private void passed(Instant now) {
        List.copyOf(unchecked).forEach(key -> check(key, now));
        for (String key : live) {
            ServiceEvidence state = state(key);
            next(key, state, Analyst.at(state, now), now);
        }
    }

    /** Services of which nothing was heard for long are forgotten. */
    private void tidy(long millis) {
        Instant now = Instant.ofEpochMilli(millis);
        for (String key : keys(requireNonNull(evidence))) {
            ServiceEvidence state = state(key);
            next(key, state, Analyst.at(state, now), now);
        }
    }

    private ServiceEvidence state(String key) {
        byte @Nullable [] bytes = requireNonNull(evidence).get(key);
        if (bytes == null) {
            return ServiceEvidence.NONE;
        }
        return PackedService.read(bytes)
                .orElseGet(
                        () -> {
                            LOG.warnf("what was known of %s cannot be read; it begins anew", key);
                            if (live.contains(key)) {
                                unchecked.add(key);
                            }
                            return ServiceEvidence.NONE;
                        });
    }

    private void next(String key, ServiceEvidence state, Analysed analysed, Instant now) {
        ServiceEvidence next = analysed.state();
        if (next.forgotten()) {
            requireNonNull(evidence).delete(key);
        } else if (!next.equals(state)) {
            requireNonNull(evidence).put(key, PackedService.bytes(next));
        }
        for (Telling telling : analysed.tellings()) {
            requireNonNull(context).forward(VerdictRecord.of(key, next, telling, now));
        }
    }

    private static List<String> keys(KeyValueStore<String, byte[]> store) {
        List<String> keys = new ArrayList<>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                keys.add(entry.key);
            }
        }
        return keys;
    }
}
