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
import dev.tidegate.simulation.scene.RouteView;
import dev.tidegate.simulation.scene.SimService;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What all checks ask: the rollouts as committed, and who is who. */
public final class Facts {

    /** By how much the processes' clocks may differ from the world's, in microseconds. */
    public static final long SKEW_MICROS = 500_000;

    /** So long a write may take after its decision before the hold begins anew. */
    private static final long ACKNOWLEDGE_MICROS = 250_000;

    /** Annotation of an object that may be moved from another namespace: by whom. */
    static final String GRANT = "tidegate.dev/granted-to";

    private final Kernel kernel;
    private final ApiServer server;
    private final List<SimService> services;
    private final Belongings belongings;
    private final Set<String> processes;
    private boolean onlyOutcomesFail;
    private boolean strict;
    private final Map<String, Rollout> rollouts = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, Distribution> wanted = new HashMap<>();
    private final Map<String, Decided> decided = new HashMap<>();
    private final Clocks clocks = new Clocks();
    private final Mirrors mirrors = new Mirrors();

    /**
     * Who decided a move, and when by the world's clock; its commit comes later.
     *
     * @param life since when that process runs
     */
    record Decided(String by, long life, long micros) {}

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
        this.belongings = new Belongings(services);
        this.processes = processes;
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
        return belongings.routes(change);
    }

    /** The service whose subsets the object defines, if it is one. */
    Optional<SimService> ruleOf(Change change) {
        return belongings.rule(change);
    }

    /** The service whose routes or hosts the object grants, or one of whose hosts it is. */
    Optional<SimService> grantOf(Change change) {
        return belongings.grant(change).or(() -> belongings.host(change));
    }

    /** A write of an object that is no rollout, before any check sees it. */
    void wrote(Change change) {
        mirrors.wrote(change, own(change));
    }

    Belongings belongings() {
        return belongings;
    }

    Mirrors mirrors() {
        return mirrors;
    }

    /** Whether a webhook denied writes at a time between these two. */
    boolean wasDenied(long from, long to) {
        return server.refusals().denied(from, to);
    }

    /** When a revision was decided by the world's clock; 0 when the product did not. */
    long when(String uid, long revision) {
        return decided(uid, revision).map(Decided::micros).orElse(0L);
    }

    /** Every rollout that was ever committed and not deleted, as it is now. */
    List<Rollout> rollouts() {
        return List.copyOf(rollouts.values());
    }

    Optional<SimService> service(ServiceKey key) {
        return services.stream().filter(s -> s.key().equals(key)).findFirst();
    }

    /** What the service's routes carry now; empty when they are not there. */
    Optional<SortedMap<String, Integer>> weights(SimService service) {
        return server.get("VirtualService", service.routesIn(), service.routes())
                .map(routes -> RouteView.weights(service, routes));
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

    /** Those of them that write routes, the newest first. */
    List<Rollout> moving(ServiceKey service) {
        return of(service).stream().filter(r -> !r.plan().dryRun()).toList();
    }

    static int number(Rollout rollout) {
        String name = rollout.identity().name();
        return Integer.parseInt(name, name.lastIndexOf('-') + 1, name.length(), 10);
    }

    /** The clock of a process is set: by how much it is ahead of the world's from now on. */
    public void clock(String process, long aheadMicros) {
        clocks.set(process, micros(), aheadMicros);
    }

    /** A process starts. */
    public void begin(String process) {
        clocks.begin(process, micros());
    }

    Clocks clocks() {
        return clocks;
    }

    /** Whether nobody but this life of a process can have had a part in what came after. */
    boolean alone(Decided first) {
        return processes.size() == 1 && clocks.begun(first.by()) == first.life();
    }

    /** Who decided the revision, as far as it was the product. */
    Optional<Decided> decided(String uid, long revision) {
        return Optional.ofNullable(decided.get(outcome(uid, revision)));
    }

    /** Id of the outcome that tells a revision. */
    static String outcome(String uid, long revision) {
        return uid + "/" + revision;
    }

    /**
     * By how much a wait may be too short because the write from which it counts was late, and only
     * the process that made it knows that until it has committed it. This is a known limit.
     *
     * @param revision what the write was made for
     * @param next who decided that the wait is over
     */
    long lateElsewhere(String uid, long revision, Change write, Decided next) {
        boolean own = next.by().equals(write.by()) && next.life() <= write.micros();
        boolean known = rollout(uid).filter(r -> r.routes().acknowledged() >= revision).isPresent();
        return strict || own || known
                ? 0
                : decided(uid, revision)
                        .map(first -> write.micros() - first.micros() - ACKNOWLEDGE_MICROS)
                        .filter(late -> late > 0)
                        .orElse(0L);
    }

    /** Known limits are violations, too. */
    public void strict() {
        strict = true;
    }

    /** What a rollout's revision wanted of the routes; empty when no commit ever said so. */
    Optional<Distribution> wanted(String uid, long revision) {
        return Optional.ofNullable(wanted.get(outcome(uid, revision)));
    }

    void commit(Change change, Rollout rollout) {
        String uid = rollout.identity().uid();
        var last = rollout.history().getLast();
        if (own(change)) {
            decided.computeIfAbsent(
                    outcome(uid, last.revision()),
                    _ ->
                            new Decided(
                                    change.by(),
                                    clocks.begun(change.by()),
                                    clocks.micros(change.by(), last.at(), change.micros())));
        }
        rollouts.put(uid, rollout);
        rollout.wanted().ifPresent(w -> wanted.put(outcome(uid, rollout.wantedRevision()), w));
    }

    boolean wasDeleted(String uid) {
        return deleted.contains(uid);
    }

    void delete(Rollout rollout) {
        deleted.add(rollout.identity().uid());
        rollouts.remove(rollout.identity().uid());
    }

    public static Rollout read(ApiObject object) {
        return RolloutStatuses.read(Json.read(object.tree(), RolloutResource.class)).rollout();
    }
}
