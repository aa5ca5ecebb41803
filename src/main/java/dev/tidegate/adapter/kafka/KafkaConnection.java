package dev.tidegate.adapter.kafka;

import dev.tidegate.controller.Dependency;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether Kafka answers and has our topics. Asked every two seconds by a thread of its own, so that
 * the answer is at hand when a probe wants it.
 */
@Startup
@ApplicationScoped
class KafkaConnection implements Dependency {

    private static final long EVERY_MILLIS = 2_000;

    private final Map<String, Object> broker;
    private final ScheduledExecutorService prober =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("kafka-connection").factory());
    private @Nullable Admin admin;
    private volatile Optional<String> trouble = Optional.of("Kafka has not answered yet");

    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    @PostConstruct
    void open() {
        var _ =
                prober.scheduleWithFixedDelay(
                        () -> trouble = ask(), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    private Optional<String> ask() {
        List<String> missing = new ArrayList<>();
        try {
            Admin client = admin();
            for (Map.Entry<String, ? extends KafkaFuture<?>> topic :
                    client.describeTopics(Topics.ALL).topicNameValues().entrySet()) {
                if (!exists(topic.getValue())) {
                    missing.add(topic.getKey());
                }
            }
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of(
                    "Kafka at %s does not answer: %s"
                            .formatted(
                                    broker.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                                    cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Kafka is no longer asked: the process ends");
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "topics are missing: %s; create them with kafka/topics.sh"
                                .formatted(String.join(", ", missing.stream().sorted().toList())));
    }

    private static boolean exists(KafkaFuture<?> topic)
            throws ExecutionException, InterruptedException {
        try {
            topic.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private Admin admin() {
        Admin current = admin;
        if (current == null) {
            Map<String, Object> settings = new HashMap<>(broker);
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "tidegate-readiness");
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000");
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
            current = Admin.create(settings);
            admin = current;
        }
        return current;
    }

    @PreDestroy
    void close() throws InterruptedException {
        prober.shutdownNow();
        if (prober.awaitTermination(1, TimeUnit.SECONDS) && admin != null) {
            admin.close();
        }
    }
}
