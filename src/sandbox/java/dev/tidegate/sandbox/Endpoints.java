package dev.tidegate.sandbox;

import dev.tidegate.core.distribution.selection.Candidates;
import dev.tidegate.core.distribution.selection.Endpoint;
import dev.tidegate.core.distribution.selection.Pool;
import dev.tidegate.core.distribution.selection.Strategy;
import dev.tidegate.core.rollout.LoadBalancer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The endpoints of one version, all of weight 1. They outlive every change of routes: so do their
 * active requests and the turn of a round robin.
 */
final class Endpoints {
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Candidates candidates;
    private final Pool pool;
    private Optional<LoadBalancer> chosen = Optional.empty();

    /** Endpoints at these ports, at least one. */
    Endpoints(List<Integer> ports) {
        ports.forEach(port -> this.ports.put(Net.LOOPBACK + ":" + port, port));
        this.candidates =
                new Candidates(
                        List.copyOf(this.ports.keySet()), Collections.nCopies(ports.size(), 1L));
        this.pool = new Pool(Strategy.LEAST_REQUEST, candidates);
    }

    /**
     * The endpoint for a request, by {@code balancer}.
     *
     * @param key the hash of what the request sticks to
     */
    synchronized Endpoint pick(LoadBalancer balancer, long key, RandomGenerator random) {
        if (!chosen.equals(Optional.of(balancer))) {
            pool.change(balancer, candidates);
            chosen = Optional.of(balancer);
        }
        return pool.pick(key, random);
    }

    int port(Endpoint endpoint) {
        return Objects.requireNonNull(ports.get(endpoint.name()));
    }
}
