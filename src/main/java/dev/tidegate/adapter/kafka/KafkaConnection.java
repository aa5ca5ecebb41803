package dev.tidegate.adapter.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.tidegate.controller.Dependency;

import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether Kafka answers, has our topics, and lets us do what we must. Asked every two seconds by a
 * thread of its own, so that the answer is at hand when a probe wants it.
 */
@Startup
@ApplicationScoped
class KafkaConnection implements Dependency {

    private static final long EVERY_MILLIS = 2_000;

    private final Map<String, Object> broker;
    private final Rights rights;
    private final ScheduledExecutorService prober =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("kafka-connection").factory());
    private @Nullable Admin admin;
    private volatile Optional<String> notice = Optional.empty();
    private volatile Optional<String> trouble = Optional.of("Kafka has not answered yet");

    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> broker, Config config) {
        this.broker = Map.copyOf(broker);
        this.rights = Rights.of(config);
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

    /**
     * {@inheritDoc} Without the evidence's topics releases are as they would be without analysis.
     */
    @Override
    public Optional<String> notice() {
        return notice;
    }

    private Optional<String> ask() {
        List<String> missing = new ArrayList<>();
        List<String> forbidden = new ArrayList<>();
        try {
            Admin client = admin();
            List<String> unseen = new ArrayList<>();
            List<String> barred = new ArrayList<>();
            for (var topic : allowedOn(client).entrySet()) {
                String name = topic.getKey();
                boolean evidence = Topics.EVIDENCE.contains(name);
                Set<AclOperation> needed = rights.topics().getOrDefault(name, Set.of());
                allowed(topic.getValue())
                        .ifPresentOrElse(
                                found ->
                                        (evidence ? barred : forbidden)
                                                .addAll(
                                                        Rights.missing(
                                                                "topic " + name, needed, found)),
                                () -> (evidence ? unseen : missing).add(name));
            }
            notice = told(unseen, barred).map("no release is judged by evidence: "::concat);
            if (missing.isEmpty() && rights.group().isPresent()) {
                forbidden.addAll(ask(client, rights.group().get()));
            }
        } catch (ExecutionException | KafkaException e) {
            return Optional.of(NoAnswer.because(e, broker));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Kafka is no longer asked: the process ends");
        }
        return told(missing, forbidden);
    }

    static Optional<String> told(List<String> missing, List<String> forbidden) {
        List<String> troubles = new ArrayList<>();
        if (!missing.isEmpty()) {
            troubles.add(
                    "topics are missing: %s; create them with kafka/topics.sh"
                            .formatted(String.join(", ", missing.stream().sorted().toList())));
        }
        if (!forbidden.isEmpty()) {
            troubles.add(
                    "Kafka does not allow %s; grant it to the user that Tidegate connects as"
                            .formatted(String.join(", ", forbidden.stream().sorted().toList())));
        }
        return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    }

    private static Map<String, KafkaFuture<Set<AclOperation>>> allowedOn(Admin client) {
        Map<String, KafkaFuture<Set<AclOperation>>> allowed = new HashMap<>();
        client.describeTopics(
                        Topics.ALL, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach(
                        (name, topic) ->
                                allowed.put(
                                        name,
                                        topic.thenApply(TopicDescription::authorizedOperations)));
        return allowed;
    }

    /** What of the group is forbidden; a group that has never been joined says nothing of it. */
    private static List<String> ask(Admin client, String group)
            throws ExecutionException, InterruptedException {
        var described =
                client.describeConsumerGroups(
                                List.of(group),
                                new DescribeConsumerGroupsOptions()
                                        .includeAuthorizedOperations(true))
                        .describedGroups()
                        .get(group);
        return allowed(
                        requireNonNull(described)
                                .thenApply(ConsumerGroupDescription::authorizedOperations))
                .map(found -> Rights.missing("group " + group, Set.of(AclOperation.READ), found))
                .orElse(List.of());
    }

    /**
     * What is allowed on something: nothing when we may not even ask, everything when the broker
     * does not say; empty when there is no such thing.
     */
    private static Optional<Set<AclOperation>> allowed(KafkaFuture<Set<AclOperation>> operations)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(requireNonNullElse(operations.get(), Set.of(AclOperation.values())));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case UnknownTopicOrPartitionException _, GroupIdNotFoundException _ ->
                        Optional.empty();
                case AuthorizationException _ -> Optional.of(Set.of());
                case null, default -> throw e;
            };
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
