package dev.tidegate.chaos.site;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Quietly;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of the artifact, on a machine of its own: what leads to it can be cut. */
public final class Machine implements AutoCloseable {

    private final String name;
    private final Wire kafka;
    private final Wire api;
    private final ApiServer door;
    private final Path log;
    private final Runnable ended;

    /** Guarded by this. */
    private Optional<Artifact> running = Optional.empty();

    /**
     * A machine without a process.
     *
     * @param door where its requests to the API server arrive: faults of single requests are made
     *     there
     * @param ended told when the process is found to have ended by itself
     */
    Machine(String name, Wire kafka, ApiServer door, Path directory, Runnable ended) {
        this.name = name;
        this.kafka = kafka;
        this.door = door;
        this.ended = ended;
        this.api = new Wire(door.port());
        this.log = directory.resolve("tidegate-" + name + ".log");
    }

    public String name() {
        return name;
    }

    /** Between the process and the broker. */
    public Wire kafka() {
        return kafka;
    }

    /** Between the process and the API server. */
    public Wire api() {
        return api;
    }

    /** Where single requests to the API server fail. */
    public ApiServer door() {
        return door;
    }

    /** Starts the process, unless it runs; returns at once. */
    public synchronized void start() {
        look();
        if (running.filter(Artifact::alive).isEmpty()) {
            running =
                    Optional.of(
                            Artifact.launch(
                                    Map.of(
                                            "kafka.bootstrap.servers",
                                            "localhost:" + kafka.port(),
                                            "quarkus.kubernetes-client.api-server-url",
                                            "http://127.0.0.1:" + api.port(),
                                            "tidegate.access",
                                            "open"),
                                    log));
        }
    }

    /** Who has ended before somebody ends it has ended by itself. */
    private void look() {
        if (running.filter(process -> !process.alive()).isPresent()) {
            ended.run();
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public synchronized void kill() {
        look();
        running.ifPresent(Artifact::kill);
        running = Optional.empty();
    }

    /** Stops the process where it is. */
    public synchronized void stop() {
        running.filter(Artifact::alive).ifPresent(Artifact::pause);
    }

    /** Lets the process go on. */
    public synchronized void goOn() {
        running.filter(Artifact::alive).ifPresent(Artifact::unpause);
    }

    /** Whether the process says that it is ready. */
    public boolean ready() {
        Optional<Artifact> now;
        synchronized (this) {
            now = running;
        }
        return now.filter(Artifact::alive).filter(Artifact::ready).isPresent();
    }

    /** What all of its processes have printed. */
    public List<String> lines() {
        return Artifact.lines(log);
    }

    /** Ends all faults, and starts the process if there is none. */
    public void heal() {
        kafka.mend();
        api.mend();
        door.heal();
        goOn();
        start();
    }

    @Override
    public void close() {
        goOn();
        synchronized (this) {
            running.ifPresent(Quietly::close);
            running = Optional.empty();
        }
        Quietly.close(api);
        Quietly.close(kafka);
        Quietly.close(door);
    }
}
