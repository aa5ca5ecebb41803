package dev.tidegate.chaos.site;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.Journal;
import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Broker;
import dev.tidegate.sandbox.Net;
import dev.tidegate.sandbox.Quietly;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All parts: a broker, the API server double, and two machines with their own ways to both. */
public final class Site implements AutoCloseable {

    /** Who writes what no process of the product does. */
    public static final String PEOPLE = "people";

    private static final int PARTITIONS = 4;

    private final Journal journal;
    private final Broker broker;
    private final ApiServer cluster;
    private final List<Machine> machines = new ArrayList<>();

    /** Starts the broker and the double; the machines have no processes yet. */
    public Site(Path directory, Journal journal) {
        this.journal = journal;
        cluster = ApiServer.start(0);
        List<Broker.Way> ways = new ArrayList<>();
        for (String name : Entry.PROCESSES) {
            int port = Net.freePort();
            Wire kafka = new Wire(port);
            ways.add(new Broker.Way(name.toUpperCase(Locale.ROOT), port, kafka.port()));
            ApiServer door = cluster.door();
            door.onWrite(write -> journal.wrote(name, write));
            Runnable ended = () -> journal.add(new Entry.Ended(journal.micros(), name));
            machines.add(new Machine(name, kafka, door, directory, ended));
        }
        broker = Broker.start(directory.resolve("kafka"), ways);
        broker.createTopics(PARTITIONS);
    }

    public Broker broker() {
        return broker;
    }

    public List<Machine> machines() {
        return List.copyOf(machines);
    }

    /** The double's own address, which no fault concerns. */
    public ApiServer cluster() {
        return cluster;
    }

    /** Somebody creates or replaces an object. */
    public void put(ApiObject object) {
        ObjectNode stored = cluster.put(new String(Json.pack(object), StandardCharsets.UTF_8));
        journal.wrote(PEOPLE, stored);
    }

    /** Ends all faults. */
    public void heal() {
        broker.ensureUp();
        machines.forEach(Machine::heal);
    }

    @Override
    public void close() {
        machines.forEach(Quietly::close);
        Quietly.close(cluster);
        Quietly.close(broker);
    }
}
