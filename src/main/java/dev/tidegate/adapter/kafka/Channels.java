package dev.tidegate.adapter.kafka;

import static java.util.Objects.requireNonNull;

import dev.tidegate.adapter.broker.KafkaTrouble;
import dev.tidegate.controller.Telemetry;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;

import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** All channels by name; {@code commit-strategy} names this class to the connector. */
@ApplicationScoped
@Default
@Identifier("oldest-not-done")
class Channels implements KafkaCommitHandler.Factory {

    /** So many records of a partition and no more may wait. */
    static final int MOST_RECORDS = 500;

    /** What rolls back must not wait behind 500 that are stuck: of them only the bytes count. */
    private static final Set<String> URGENT = Set.of("alerts", "verdicts");

    private static final long COMMIT_EVERY_MILLIS = 1_000;

    private static final Logger LOG = Logger.getLogger(Channels.class);

    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Telemetry telemetry;
    private final ScheduledExecutorService ticks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("commits").factory());

    Channels(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** The channel of this name, which the connector has made before it polls. */
    Channel named(String name) {
        return requireNonNull(channels.get(name), name);
    }

    @Override
    public KafkaCommitHandler create(
            KafkaConnectorIncomingConfiguration settings,
            Vertx vertx,
            KafkaConsumer<?, ?> consumer,
            BiConsumer<Throwable, Boolean> report) {
        String name = settings.getChannel();
        int most = URGENT.contains(name) ? Integer.MAX_VALUE : MOST_RECORDS;
        Channel channel = new Channel(poller(name, consumer), most, telemetry::reads);
        channels.put(name, channel);
        var _ =
                ticks.scheduleWithFixedDelay(
                        channel::commit,
                        COMMIT_EVERY_MILLIS,
                        COMMIT_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
        return channel;
    }

    private static <K, V> Channel.Poller poller(String channel, KafkaConsumer<K, V> consumer) {
        return new Channel.Poller() {
            @Override
            public void later(java.util.function.Consumer<Consumer<?, ?>> action) {
                java.util.function.Consumer<Consumer<K, V>> typed = action::accept;
                consumer.runOnPollingThread(typed)
                        .subscribe()
                        .with(
                                _ -> {},
                                e -> LOG.warnf("channel %s: %s", channel, KafkaTrouble.of(e)));
            }

            @Override
            public Consumer<?, ?> consumer() {
                return consumer.unwrap();
            }
        };
    }

    @PreDestroy
    void close() {
        ticks.shutdownNow();
    }
}
