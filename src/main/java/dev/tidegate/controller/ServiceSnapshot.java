package dev.tidegate.controller;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.Pods;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.route.ObservedRoutes;
import dev.tidegate.core.service.Answer;
import dev.tidegate.core.service.GateLook;
import dev.tidegate.core.service.PolicyLookup;
import dev.tidegate.core.service.ScaleLook;
import dev.tidegate.core.service.ServiceView;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service as one attempt sees it: its rollouts are read once, and change then by what the attempt
 * itself writes; whatever else it asks for is asked for once. Not safe for use by several threads.
 */
final class ServiceSnapshot implements ServiceView {

    private final Ports ports;
    private final ServiceKey service;
    private final boolean fresh;
    private final List<Stored> stored;
    private final PodWatch pods;
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Pods> canaries = new HashMap<>();
    private final Map<String, GateLook> gates = new HashMap<>();
    private @Nullable PolicyLookup policy;
    private boolean unscaled;

    /**
     * Reads the service.
     *
     * @param fresh whether the store was just made to read it from the API server
     */
    ServiceSnapshot(Ports ports, ServiceKey service, boolean fresh) {
        this.ports = ports;
        this.service = service;
        this.fresh = fresh;
        this.stored = new ArrayList<>(ports.store().of(service));
        this.pods = new PodWatch(ports);
    }

    /** The rollout with what its next write needs. */
    Stored stored(Rollout rollout) {
        return stored.stream()
                .filter(s -> uid(s.rollout()).equals(uid(rollout)))
                .findFirst()
                .orElseThrow();
    }

    /** The number of the service's next rollout. */
    int nextNumber() {
        return stored.stream().mapToInt(Stored::number).max().orElse(0) + 1;
    }

    /** This attempt has written the rollout. */
    void wrote(Stored written) {
        stored.replaceAll(s -> uid(s.rollout()).equals(uid(written.rollout())) ? written : s);
        if (!stored.contains(written)) {
            stored.addFirst(written);
            // its gates look at the alerts that fire now
            policy = null;
        }
    }

    /** The routes are as the rollout wants them now. */
    void settle(Rollout rollout) {
        settled.add(wish(rollout));
    }

    @Override
    public List<Rollout> rollouts() {
        return stored.stream().map(Stored::rollout).toList();
    }

    @Override
    public boolean fresh() {
        return fresh;
    }

    @Override
    public boolean settled(Rollout rollout) {
        return rollout.wanted().isEmpty() || rollout.left() || settled.contains(wish(rollout));
    }

    @Override
    public PolicyLookup policy() {
        if (policy == null) {
            policy = ports.policies().find(service);
        }
        return policy;
    }

    @Override
    public Optional<Version> carrying(PolicyLookup.Found found) {
        return ports.routes().look(service, found.plan(), found.stable()).stable();
    }

    @Override
    public boolean exists(String workload) {
        return ports.workloads().exists(service.namespace(), workload);
    }

    @Override
    public Pods pods(RolloutPlan plan, Version version) {
        return pods.of(service, plan, version);
    }

    @Override
    public Pods canaryPods(Rollout rollout) {
        return canaries.computeIfAbsent(uid(rollout), _ -> pods.of(rollout));
    }

    @Override
    public boolean defines(Rollout rollout) {
        return ports.routes().defines(rollout);
    }

    @Override
    public GateLook gates(Rollout pending) {
        return gates.computeIfAbsent(uid(pending), _ -> look(pending));
    }

    private GateLook look(Rollout pending) {
        Optional<PolicyLookup.Found> found =
                policy() instanceof PolicyLookup.Found it ? Optional.of(it) : Optional.empty();
        Optional<Version> hint = found.flatMap(PolicyLookup.Found::stable);
        ObservedRoutes routes =
                ports.routes()
                        .gate(pending, hint)
                        .with(ports.routes().barred(pending))
                        .with(unknown());
        Optional<String> lacking = pending.plan().availability().lacking(canaryPods(pending));
        // the API server is asked for neighbours only when nothing else is in the way
        boolean open = routes.problems().isEmpty() && lacking.isEmpty();
        return new GateLook(
                routes.with(new Neighbours(ports).inTheWay(pending, open)),
                lacking,
                found.map(PolicyLookup.Found::firing).orElseGet(this::remembered));
    }

    /** What fires is written down in the policy: without one it is not known. */
    private List<String> unknown() {
        return policy() instanceof PolicyLookup.Absent
                ? List.of(
                        "there is no RolloutPolicy %s, so it is not known whether an alert fires; apply it again, or skip the gates"
                                .formatted(service))
                : List.of();
    }

    /** What fires counts while the policy says nothing that is valid, too. */
    private List<Alert> remembered() {
        return ports.policies().remembered(service).stream()
                .map(Policies.Remembered::alert)
                .toList();
    }

    @Override
    public Answer<List<Alert>> firing() {
        Result<List<Alert>> asked = ports.policies().firing(service);
        // that may have taken its time
        canaries.clear();
        return answer(asked);
    }

    @Override
    public List<Alert> resolved() {
        return ports.policies().resolved(service);
    }

    @Override
    public Optional<String> unwatched() {
        return ports.watchdog().silent();
    }

    @Override
    public Optional<String> frozen() {
        return ports.freezes().frozen(service.namespace());
    }

    @Override
    public boolean freezesKnown() {
        return ports.freezes().known();
    }

    @Override
    public Answer<List<String>> leading(Rollout rollout) {
        return answer(ports.routes().leading(rollout));
    }

    @Override
    public Answer<ScaleLook> scale(String workload) {
        return answer(ports.workloads().scale(service.namespace(), workload));
    }

    @Override
    public boolean mayScale() {
        return !unscaled;
    }

    /** A scaling was tried in vain: this event tries none again. */
    void leaveScaling() {
        unscaled = true;
    }

    @Override
    public Answer<Optional<String>> userOf(String workload) {
        return answer(new SharedDeployments(ports.store()).userOf(service, workload));
    }

    private static <T> Answer<T> answer(Result<T> asked) {
        return asked instanceof Result.Done<T>(T value)
                ? new Answer.Known<>(value)
                : new Answer.Unknown<>(asked.trouble());
    }

    private static String uid(Rollout rollout) {
        return rollout.identity().uid();
    }

    /** One that has ended looks at its routes once more, though they are to stay as they are. */
    private static String wish(Rollout rollout) {
        return uid(rollout) + "/" + rollout.wantedRevision() + "/" + rollout.live();
    }
}
