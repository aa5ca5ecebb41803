package dev.tidegate.simulation.judge;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pods that the product took are there again before its release has traffic; none fails for want of
 * them, or waits for them in the end, and in the end none are missing where it sends requests.
 */
final class PodsBack implements Check {

    /** Nothing fails from here on. */
    private static final long CALM_MICROS = 600_000_000;

    private record Taken(long micros) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final Leads leads;

    /** Deployments that want the number that the product took them to. */
    private final Map<String, Taken> taken = new HashMap<>();

    private final Map<String, Long> opened = new HashMap<>();

    PodsBack(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
        this.leads = new Leads(facts);
    }

    @Override
    public void wrote(Change change) {
        leads.wrote(change);
        if (change.kind().equals("Deployment") && change.before() != null) {
            int from = Scaled.replicas(change, true);
            int to = Scaled.replicas(change, false);
            if (from > to && facts.own(change)) {
                taken.put(change.object().key(), new Taken(change.micros()));
            } else if (from != to) {
                taken.remove(change.object().key());
            }
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before == null) {
            opened.put(after.identity().uid(), change.micros());
            return;
        }
        long begun = opened.getOrDefault(after.identity().uid(), 0L);
        boolean missing = taken(after).filter(t -> t.micros() < begun).isPresent();
        if (missing && !before.reachesCanary() && after.reachesCanary()) {
            broken(after, "has traffic now");
        }
        boolean failed = after.phase() instanceof Phase.Failed && before.live();
        if (missing && failed && begun > CALM_MICROS && causedByPods(after)) {
            broken(after, "has failed");
        }
    }

    private static boolean causedByPods(Rollout rollout) {
        return rollout.history().getLast().cause().contains("scaled to");
    }

    @Override
    public void settled() {
        for (Rollout rollout : facts.rollouts()) {
            if (rollout.live()
                    && rollout.pods().waits().isPresent()
                    && taken(rollout).isPresent()) {
                broken(rollout, "still waits");
            }
        }
        facts.services().forEach(this::carried);
    }

    private void carried(SimService service) {
        for (String version : leads.versions(service)) {
            String key = service.key().namespace() + "/" + service.workload(version);
            Optional<Leads.Since> since =
                    leads.to(service, version).filter(s -> s.by().startsWith("tide-"));
            if (taken.containsKey(key) && since.isPresent() && remembered(service, version)) {
                verdicts.broken(
                        Invariant.PODS,
                        "%s leads requests to %s of %s, whose pods were taken"
                                .formatted(since.get().by(), version, service.key()));
            }
        }
    }

    /** Pods of which a release that is there tells. */
    private boolean remembered(SimService service, String version) {
        return facts.of(service.key()).stream()
                .anyMatch(
                        r ->
                                ScalingDecisions.versions(r)
                                        .filter(v -> v.name().equals(version))
                                        .flatMap(v -> Scalings.of(r, v).stream())
                                        .anyMatch(Scaling::takes));
    }

    private Optional<Taken> taken(Rollout rollout) {
        String key = rollout.service().namespace() + "/" + rollout.workload();
        return Optional.ofNullable(taken.get(key))
                .filter(
                        _ ->
                                remembered(
                                        facts.service(rollout.service()).orElseThrow(),
                                        rollout.canary().name()));
    }

    private void broken(Rollout rollout, String what) {
        verdicts.broken(
                Invariant.PODS,
                "%s of %s %s, and its pods were taken"
                        .formatted(rollout.canary(), rollout.identity().name(), what));
    }
}
