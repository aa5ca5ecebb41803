package dev.tidegate.simulation.judge;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.route.Fence;
import dev.tidegate.simulation.api.Change;
import dev.tidegate.simulation.scene.SimService;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A dry run writes no route object. None takes the place of a release that moves traffic, unless
 * the policy said when that ended that it is none; and in the end none stands in the way of a
 * deployment that is to move traffic.
 */
final class DryRuns implements Check {

    private static final Set<String> ROUTES = Set.of("VirtualService", "DestinationRule");
    private static final String POLICY = "RolloutPolicy";

    private final Facts facts;
    private final Verdicts verdicts;

    /** Whether the policy says so, as each process was shown it last, and as it is there. */
    private final Map<String, Boolean> shown = new HashMap<>();

    /** Releases that move traffic and ended for another one that who ended them knew to be dry. */
    private final Map<String, String> superseded = new HashMap<>();

    DryRuns(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void shown(String process, Change change) {
        if (change.kind().equals(POLICY)) {
            ApiObject policy = change.after();
            shown.put(process + " " + change.object().key(), policy != null && isDry(policy));
        }
    }

    private static boolean isDry(ApiObject policy) {
        return Boolean.TRUE.equals(policy.map("spec").get("dryRun"));
    }

    @Override
    public void wrote(Change change) {
        if (facts.own(change) && ROUTES.contains(change.kind()) && change.after() != null) {
            List<Fence> known =
                    change.before() == null ? List.of() : Fence.in(change.before().tree());
            Fence.in(change.after().tree()).stream()
                    .filter(fence -> !known.contains(fence))
                    .filter(
                            fence ->
                                    facts.rollout(fence.writer().uid())
                                            .filter(r -> r.plan().dryRun())
                                            .isPresent())
                    .forEach(
                            fence ->
                                    broken(
                                            "%s was written for %s, a dry run"
                                                    .formatted(change.object().key(), fence)));
        }
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        String key = change.by() + " " + after.service();
        if (before != null
                && before.live()
                && !after.plan().dryRun()
                && after.phase() instanceof Phase.Superseded
                && shown.getOrDefault(key, false)) {
            after.next()
                    .filter(next -> next.leaves().isEmpty())
                    .ifPresent(next -> superseded.put(next.id(), after.identity().name()));
        }
        @Nullable String ended = superseded.get(after.identity().deploy().id());
        if (before == null && after.plan().dryRun() && ended != null) {
            broken(
                    "%s, a dry run, took the place of %s, which moved traffic"
                            .formatted(after.identity().name(), ended));
        }
    }

    @Override
    public void settled() {
        for (SimService service : facts.services()) {
            Optional<ApiObject> policy =
                    facts.server()
                            .get(POLICY, service.key().namespace(), service.key().name())
                            .filter(found -> !isDry(found));
            facts.of(service.key()).stream()
                    .filter(r -> policy.isPresent() && r.live() && r.plan().dryRun())
                    .filter(r -> r.next().filter(next -> next.leaves().isEmpty()).isPresent())
                    .forEach(
                            r ->
                                    broken(
                                            "%s, a dry run, lets %s wait"
                                                    .formatted(
                                                            r.identity().name(),
                                                            r.next()
                                                                    .map(DeployStarted::version)
                                                                    .orElseThrow())));
        }
    }

    private void broken(String what) {
        verdicts.broken(Invariant.DRY, what);
    }
}
