package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Json;
import dev.tidegate.adapter.rollouts.RolloutResource;
import dev.tidegate.adapter.rollouts.RolloutStatuses;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.scene.SimService;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What all checks ask: the rollouts as committed, and who is who. */
public final class Facts {

    /** By how much the processes' clocks may differ from the world's, in microseconds. */
    public static final long SKEW_MICROS = 500_000;

    private final Kernel kernel;
    private final ApiServer server;
    private final List<SimService> services;
    private final Set<String> processes;
    private long blindMicros = 200_000;
    private boolean onlyOutcomesFail;
    private boolean strict;
    private long leastSkew;
    private long mostSkew;
    private final Map<String, Rollout> rollouts = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, Distribution> wanted = new HashMap<>();

    /**
     * Facts of a world.
     *
     * @param processes names of those that are the product
     */
    public Facts(
            Kernel kernel, ApiServer server, List<SimService> services, Set<String> processes) {
        this.kernel = kernel;
        this.server = server;
        this.services = services;
        this.processes = processes;
    }

    /** A process may act on what it was shown so long ago: it sleeps, or ways are slow. */
    public void blind(long micros) {
        blindMicros = Math.max(blindMicros, micros);
    }

    long blindMicros() {
        return blindMicros;
    }

    /** A process' clock is ahead of the world's by so much from now on. */
    public void skewed(long micros) {
        leastSkew = Math.min(leastSkew, micros);
        mostSkew = Math.max(mostSkew, micros);
    }

    /**
     * By how much a wait may be too short that one process begins and another one ends, or the same
     * one after its clock was set: by what the clocks differ. As people promise to keep them
     * together, that is mostly a second at most.
     */
    long spread() {
        return Math.max(2 * SKEW_MICROS, mostSkew - leastSkew);
    }

    /** Whether a clock was wrong by more than people promise. */
    boolean clocksJumped() {
        return spread() > 2 * SKEW_MICROS;
    }

    /** Nothing will fail but the topic of outcomes. */
    public void onlyOutcomesFail(boolean only) {
        onlyOutcomesFail = only;
    }

    boolean onlyOutcomesFail() {
        return onlyOutcomesFail;
    }

    long micros() {
        return kernel.micros();
    }

    Instant now() {
        return kernel.now();
    }

    ApiServer server() {
        return server;
    }

    List<SimService> services() {
        return services;
    }

    /** Whether the product wrote. */
    boolean own(Change change) {
        return processes.contains(change.by());
    }

    /** The service whose routes the object is, if it is one. */
    Optional<SimService> routesOf(Change change) {
        ApiObject object = change.object();
        return services.stream()
                .filter(s -> s.key().name().equals(object.name()))
                .filter(s -> s.routesIn().equals(object.namespace()))
                .filter(_ -> change.kind().equals("VirtualService"))
                .findFirst();
    }

    /** The service whose subsets the object defines, if it is one. */
    Optional<SimService> ruleOf(Change change) {
        ApiObject object = change.object();
        return services.stream()
                .filter(SimService::subsets)
                .filter(s -> s.key().name().equals(object.name()))
                .filter(s -> s.key().namespace().equals(object.namespace()))
                .filter(_ -> change.kind().equals("DestinationRule"))
                .findFirst();
    }

    /** Every rollout that was ever committed and not deleted, as it is now. */
    List<Rollout> rollouts() {
        return List.copyOf(rollouts.values());
    }

    Optional<Rollout> rollout(String uid) {
        return Optional.ofNullable(rollouts.get(uid));
    }

    /** Those of a service, the newest first. */
    List<Rollout> of(ServiceKey service) {
        return rollouts.values().stream()
                .filter(r -> r.service().equals(service))
                .sorted(Comparator.comparingInt(Facts::number).reversed())
                .toList();
    }

    static int number(Rollout rollout) {
        String name = rollout.identity().name();
        return Integer.parseInt(name, name.lastIndexOf('-') + 1, name.length(), 10);
    }

    /**
     * Whether one process may move a release on too soon because another one's write was late: how
     * late, only the one that wrote knows until it has committed that. This is a known limit.
     *
     * @param writer who wrote what the revision wants
     * @param written when, in microseconds
     */
    boolean lateElsewhere(String uid, long revision, String writer, long written, Change move) {
        return !strict
                && !writer.equals(move.by())
                && rollout(uid).stream()
                        .flatMap(r -> r.history().stream())
                        .filter(m -> m.revision() == revision)
                        .mapToLong(m -> Duration.between(Kernel.START, m.at()).toMillis() * 1_000)
                        .anyMatch(decided -> written - decided > 250_000 - SKEW_MICROS);
    }

    /** Known limits are violations, too. */
    public void strict() {
        strict = true;
    }

    /** What a rollout's revision wanted of the routes; empty when no commit ever said so. */
    Optional<Distribution> wanted(String uid, long revision) {
        return Optional.ofNullable(wanted.get(uid + "/" + revision));
    }

    void commit(Rollout rollout) {
        String uid = rollout.identity().uid();
        rollouts.put(uid, rollout);
        rollout.wanted().ifPresent(w -> wanted.put(uid + "/" + rollout.wantedRevision(), w));
    }

    boolean wasDeleted(String uid) {
        return deleted.contains(uid);
    }

    void delete(Rollout rollout) {
        deleted.add(rollout.identity().uid());
        rollouts.remove(rollout.identity().uid());
    }

    static Rollout read(ApiObject object) {
        return RolloutStatuses.read(Json.read(object.tree(), RolloutResource.class)).rollout();
    }
}
