package dev.tidegate.adapter.streams;

import dev.tidegate.adapter.broker.KafkaTrouble;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the analysis going: begins it when its topics are there, and begins it again when it has
 * ended. Nothing else in the process waits for it, and no probe of Kubernetes fails for it but its
 * own.
 */
@Startup
@ApplicationScoped
class Analysis {

    private static final Logger LOG = Logger.getLogger(Analysis.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long EVERY_MILLIS = 2_000;

    private final Map<String, Object> broker;
    private final AnalysisMode mode;
    private final int standbys;
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("analysis").factory());
    private @Nullable KafkaStreams streams;
    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("the analysis has not begun yet");

    Analysis(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "tidegate.analysis") AnalysisMode mode,
            @ConfigProperty(name = "tidegate.analysis.standbys") int standbys) {
        this.broker = Map.copyOf(broker);
        this.mode = mode;
        this.standbys = standbys;
    }

    @PostConstruct
    void open() {
        if (mode == AnalysisMode.NONE) {
            trouble = Optional.empty();
            return;
        }
        var _ = keeper.scheduleWithFixedDelay(this::keep, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What is wrong, as a sentence; empty when it runs, or is not this process's task. */
    Optional<String> trouble() {
        return trouble;
    }

    private synchronized void keep() {
        Optional<String> found;
        try {
            found = kept();
        } catch (RuntimeException | LinkageError e) {
            // thrown on, it would be looked after no more
            LOG.error("the analysis is not looked after: an error of Tidegate's own", e);
            found = Optional.of("an error of Tidegate's own; the log has it");
        }
        if (!found.equals(trouble)) {
            found.ifPresentOrElse(
                    why -> LOG.warnf("analysis: %s", why), () -> LOG.info("the analysis runs"));
            trouble = found;
        }
    }

    private Optional<String> kept() {
        KafkaStreams current = streams;
        if (current != null) {
            return switch (current.state()) {
                case RUNNING -> Optional.empty();
                case CREATED, REBALANCING -> Optional.of("the analysis takes up its partitions");
                case PENDING_SHUTDOWN, PENDING_ERROR -> Optional.of("the analysis ends");
                case ERROR, NOT_RUNNING -> again(current);
            };
        }
        Optional<String> topics = AnalysisTopics.trouble(broker);
        return topics.isPresent() ? topics : begin();
    }

    private Optional<String> again(KafkaStreams ended) {
        ended.close(CLOSE);
        streams = null;
        return Optional.of(failure.orElse("the analysis has ended") + "; it begins again");
    }

    private Optional<String> begin() {
        try {
            KafkaStreams begun =
                    new KafkaStreams(AnalysisTopology.make(), StreamsSettings.of(broker, standbys));
            begun.setUncaughtExceptionHandler(this::failed);
            streams = begun;
            begun.start();
            return Optional.of("the analysis takes up its partitions");
        } catch (KafkaException e) {
            LOG.debug("the analysis did not begin", e);
            return Optional.of(KafkaTrouble.of(e));
        }
    }

    private StreamThreadExceptionResponse failed(Throwable cause) {
        LOG.debug("the analysis has ended", cause);
        failure = Optional.of(KafkaTrouble.of(cause));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    @PreDestroy
    void close() {
        keeper.shutdownNow();
        end();
    }

    private synchronized void end() {
        if (streams != null) {
            streams.close(CLOSE);
        }
    }
}
