package dev.tidegate.adapter.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.LiveReleases;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.message.BinaryEvent;
import dev.tidegate.message.LiveCodec;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What is live of each service, on {@code tidegate.live}: one record when that changed, and again a
 * minute later when somebody asks, since another process may have written in between. A service
 * without analysis has none, and one whose release with analysis is over has a record without a
 * value. Nobody waits for it: a decision least of all.
 */
@ApplicationScoped
class LiveRecords {

    /** After so long what was written is written again. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** How soon a write that failed is tried again. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private record Shown(Optional<LiveRelease> live, Instant at) {}

    private final BatchSender sender;
    private final Clock clock;

    /** One after the other, so that the last of a service stays the last. */
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("live-records").factory());

    private final Map<ServiceKey, Shown> shown = new ConcurrentHashMap<>();

    LiveRecords(BatchSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /** Shows what is live, where that is news. */
    void show(Rollout newest, boolean analysed) {
        ServiceKey service = newest.service();
        Shown next = new Shown(LiveReleases.of(newest), clock.instant());
        Shown before = shown.get(service);
        boolean news =
                before == null
                        ? analysed
                        : !before.live().equals(next.live())
                                || (analysed && before.at().plus(AGAIN).isBefore(next.at()));
        if (news) {
            shown.put(service, next);
            writer.execute(() -> write(service, next));
        }
    }

    private void write(ServiceKey service, Shown next) {
        var _ =
                sender.send(message(service, next.live()))
                        .exceptionally(
                                _ -> {
                                    again(service, next);
                                    return null;
                                });
    }

    /** Unless something newer is to be written by then. */
    private void again(ServiceKey service, Shown failed) {
        try {
            var _ =
                    writer.schedule(
                            () -> {
                                if (failed.equals(shown.get(service))) {
                                    write(service, failed);
                                }
                            },
                            RETRY.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the process ends; the next one writes it
            shown.remove(service, failed);
        }
    }

    @PreDestroy
    void close() {
        writer.shutdownNow();
    }

    static ProducerRecord<byte[], byte[]> message(ServiceKey service, Optional<LiveRelease> live) {
        if (live.isEmpty()) {
            return new ProducerRecord<>(Topics.LIVE, service.toString().getBytes(UTF_8), null);
        }
        BinaryEvent event = LiveCodec.write(service, live.get());
        return CloudEventRecord.of(Topics.LIVE, service, event.attributes(), event.body());
    }
}
