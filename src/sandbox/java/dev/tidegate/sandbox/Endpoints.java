package dev.tidegate.sandbox;

import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.Endpoint;
import dev.tidegate.core.selection.Pool;
import dev.tidegate.core.selection.Strategy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The endpoints of one version. They outlive every change of routes: so do their active requests
 * and the turn of a round robin.
 */
final class Endpoints {
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Pool pool;
    private Picking chosen = new Picking(Strategy.LEAST_REQUEST, List.of(1L));

    /** Endpoints at these ports, at least one. */
    Endpoints(List<Integer> ports) {
        ports.forEach(port -> this.ports.put(Net.LOOPBACK + ":" + port, port));
        this.pool = new Pool(chosen.selectors(), candidates(chosen.weights()));
    }

    private Candidates candidates(List<Long> weights) {
        return new Candidates(
                List.copyOf(ports.keySet()),
                IntStream.range(0, ports.size())
                        .mapToObj(i -> weights.get(i % weights.size()))
                        .toList());
    }

    /**
     * Begins a request at an endpoint that is picked as {@code picking} says.
     *
     * @param key the hash of what the request sticks to
     * @throws IllegalArgumentException when that cannot be done with these endpoints
     */
    synchronized Endpoint begin(Picking picking, long key, RandomGenerator random) {
        if (!chosen.equals(picking)) {
            pool.change(picking.selectors(), candidates(picking.weights()));
            chosen = picking;
        }
        return pool.begin(key, random);
    }

    int port(Endpoint endpoint) {
        return Objects.requireNonNull(ports.get(endpoint.name()));
    }
}
