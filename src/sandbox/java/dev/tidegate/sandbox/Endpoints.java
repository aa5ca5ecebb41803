package dev.tidegate.sandbox;

import dev.tidegate.core.distribution.selection.Candidates;
import dev.tidegate.core.distribution.selection.HashRing;
import dev.tidegate.core.distribution.selection.MaglevTable;
import dev.tidegate.core.distribution.selection.Selector;
import dev.tidegate.core.distribution.selection.Strategy;
import dev.tidegate.core.distribution.selection.Turns;
import dev.tidegate.core.rollout.HashTable;
import dev.tidegate.core.rollout.LoadBalancer;
import dev.tidegate.core.rollout.LoadBalancer.ConsistentHash;
import dev.tidegate.core.rollout.LoadBalancer.Simple;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;

/**
 * The endpoints of one version, all of weight 1, and the requests that each works on. They outlive
 * every change of routes: so do the active requests and the turn of a round robin.
 */
final class Endpoints {
    private final List<Integer> ports;
    private final Candidates candidates;
    private final AtomicIntegerArray active;
    private final Turns turns = new Turns();
    private volatile Optional<Chosen> chosen = Optional.empty();

    /** Endpoints at these ports, at least one. */
    Endpoints(List<Integer> ports) {
        this.ports = List.copyOf(ports);
        this.candidates =
                new Candidates(
                        ports.stream().map(port -> Net.LOOPBACK + ":" + port).toList(),
                        Collections.nCopies(ports.size(), 1L));
        this.active = new AtomicIntegerArray(ports.size());
    }

    private record Chosen(LoadBalancer balancer, Selector selector) {}

    /**
     * The index of the endpoint for a request, by {@code balancer}.
     *
     * @param key the hash of what the request sticks to
     */
    int pick(LoadBalancer balancer, long key, RandomGenerator random) {
        Chosen now =
                chosen.filter(c -> c.balancer().equals(balancer))
                        .orElseGet(() -> new Chosen(balancer, selector(balancer)));
        chosen = Optional.of(now);
        return now.selector().pick(key, random);
    }

    int port(int index) {
        return ports.get(index);
    }

    void begin(int index) {
        active.incrementAndGet(index);
    }

    void end(int index) {
        active.decrementAndGet(index);
    }

    private Selector selector(LoadBalancer balancer) {
        return switch (balancer) {
            case Simple simple -> strategy(simple).over(candidates, turns, active::get);
            case ConsistentHash hash ->
                    switch (hash.table()) {
                        case HashTable.RingHash ring ->
                                new HashRing(
                                        candidates,
                                        Math.toIntExact(
                                                ring.minimumSize().orElse(HashRing.MINIMUM_SIZE)));
                        case HashTable.Maglev maglev ->
                                new MaglevTable(candidates, Math.toIntExact(maglev.tableSize()));
                    };
        };
    }

    /**
     * A caller of the sandbox asks for no address, so passing through has none to keep: it draws.
     */
    private static Strategy strategy(Simple simple) {
        return switch (simple.strategy()) {
            case LEAST_REQUEST -> Strategy.LEAST_REQUEST;
            case ROUND_ROBIN -> Strategy.SMOOTH_ROUND_ROBIN;
            case RANDOM, PASSTHROUGH -> Strategy.RANDOM;
        };
    }
}
