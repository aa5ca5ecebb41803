package dev.tidegate.sandbox;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real Kafka broker in this JVM: KRaft, broker and controller in one, on the loopback address.
 * What it stored is there again after {@link #stop()} and {@link #restart()}.
 */
public final class Broker implements AutoCloseable {

    /** Tidegate's topics, as {@code kafka/topics.sh} creates them on a broker of your own. */
    public static final List<String> TOPICS = BrokerTopics.ALL;

    private static final int NODE = 1;
    private static final String HOST = "localhost";

    /** Held here because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"));

    /**
     * A way to the broker.
     *
     * @param name of its listener: capital letters
     * @param port where the broker listens
     * @param advertised where its clients are told to go: a proxy that passes on to {@code port}
     */
    public record Way(String name, int port, int advertised) {}

    private final int port;
    private final int controllerPort;
    private final Path dataDir;
    private final Map<String, String> more;
    private final List<Way> ways;
    private Optional<KafkaRaftServer> running = Optional.empty();

    private Broker(int port, Path dataDir, Map<String, String> more, List<Way> ways) {
        this.port = port;
        this.more = more;
        this.ways = ways;
        this.controllerPort = Net.freePort();
        this.dataDir = dataDir.toAbsolutePath();
    }

    /**
     * Starts a broker and waits until it serves clients.
     *
     * @param port TCP port for clients; 0 picks a free one
     * @param dataDir made when missing; holds the records
     * @throws Trouble when the port is in use
     */
    public static Broker start(int port, Path dataDir) {
        return start(port, dataDir, Map.of());
    }

    /**
     * Starts a broker as {@link #start(int, Path)} does.
     *
     * @param more settings of the broker, beside its own or in their place
     */
    public static Broker start(int port, Path dataDir, Map<String, String> more) {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        return started(port, dataDir, Map.copyOf(more), List.of());
    }

    /**
     * Starts a broker as {@link #start(int, Path)} does, to which other ways lead beside.
     *
     * @param ways each for clients that are to take no other
     */
    public static Broker start(Path dataDir, List<Way> ways) {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        return started(0, dataDir, Map.of(), List.copyOf(ways));
    }

    private static Broker started(
            int port, Path dataDir, Map<String, String> more, List<Way> ways) {
        // Kafka ends the whole process when a broker cannot go on
        Exit.setExitProcedure(Broker::ended);
        Exit.setHaltProcedure(Broker::ended);
        Broker broker = new Broker(port == 0 ? Net.freePort() : port, dataDir, more, ways);
        broker.restart();
        return broker;
    }

    /** What a client sets as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Ends the broker as an operator would: clients lose it, the records stay on disk. */
    public synchronized void stop() {
        running.ifPresent(
                server -> {
                    server.shutdown();
                    server.awaitShutdown();
                });
        running = Optional.empty();
    }

    /** Starts the broker again on the same port with the same records. */
    public synchronized void restart() {
        stop();
        Net.requireFree(port, "Kafka broker");
        format();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(allSettings()), Time.SYSTEM);
        server.startup();
        running = Optional.of(server);
    }

    /** Starts it again if it is stopped. */
    public synchronized void ensureUp() {
        if (running.isEmpty()) {
            restart();
        }
    }

    /** Makes Tidegate's topics with {@code partitions} each; those that exist stay as they are. */
    public void createTopics(int partitions) {
        Map<String, Object> client =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            BrokerTopics.create(admin, partitions);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Runs a broker until the process is ended: {@code Broker PORT DATA_DIR}. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2) {
            System.err.println("Usage: Broker PORT DATA_DIR, such as: Broker 9092 target/kafka");
            System.exit(2);
        }
        Broker broker = start(Integer.parseInt(args[0]), Path.of(args[1]));
        broker.createTopics(8);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println("Kafka is up at " + broker.bootstrapServers());
        Thread.currentThread().join();
    }

    private static void ended(int status, @Nullable String message) {
        throw new IllegalStateException("the broker has ended, %d: %s".formatted(status, message));
    }

    private void format() {
        try {
            Files.createDirectories(dataDir);
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId("tidegateSandbox0000000")
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dataDir.toString())
                    .addDirectory(dataDir.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + dataDir, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + dataDir + " for Kafka", e);
        }
    }

    private Map<String, String> allSettings() {
        Map<String, String> all = new HashMap<>(settings());
        ways.forEach(way -> open(way, all));
        all.putAll(more);
        return all;
    }

    private static void open(Way way, Map<String, String> settings) {
        String at = "," + way.name() + "://" + HOST + ":";
        settings.merge("listeners", at + way.port(), String::concat);
        settings.merge("advertised.listeners", at + way.advertised(), String::concat);
        settings.merge(
                "listener.security.protocol.map", "," + way.name() + ":PLAINTEXT", String::concat);
    }

    private Map<String, String> settings() {
        String client = "CLIENT://" + bootstrapServers();
        String controller = HOST + ":" + controllerPort;
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", client + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", client),
                Map.entry("inter.broker.listener.name", "CLIENT"),
                Map.entry(
                        "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", dataDir.toString()),
                // one broker cannot hold the three replicas that Kafka asks for by default
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                // a mistyped topic is an error, not a new topic
                Map.entry("auto.create.topics.enable", "false"),
                // 4 MiB for compaction: Kafka takes 128 of the heap of whoever holds the broker
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                // a lone consumer need not wait for others to join its group
                Map.entry("group.initial.rebalance.delay.ms", "0"));
    }
}
