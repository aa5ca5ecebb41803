package dev.tidegate.simulation.judge;

import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I4: a verdict that a live canary is worse ends in its rollback, whichever step it is of. One
 * whose release had its last decision before the verdict was handled leads to nothing, and so does
 * one on a dry run.
 */
final class Worse implements Check {

    private final Facts facts;
    private final Verdicts verdicts;

    /** Verdicts on releases that were live then, by their ids. */
    private final Map<String, VerdictTold> accused = new LinkedHashMap<>();

    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();

    Worse(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        if (event instanceof VerdictTold told && told.verdict() instanceof Verdict.Worse) {
            facts.rollout(told.rolloutUid())
                    .filter(Rollout::live)
                    .filter(rollout -> !rollout.plan().dryRun())
                    .filter(rollout -> rollout.plan().analysis().filter(a -> a.act()).isPresent())
                    .ifPresent(_ -> accused.putIfAbsent(told.id(), told));
        }
    }

    @Override
    public void acknowledged(String process, RolloutEvent event) {
        acknowledged.putIfAbsent(event.id(), facts.micros());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (!after.live()) {
            ended.putIfAbsent(after.identity().uid(), facts.micros());
        }
    }

    @Override
    public void deleted(Change change, Rollout last) {
        deleted.add(last.identity().uid());
    }

    @Override
    public void settled() {
        accused.values().stream()
                .filter(told -> !deleted.contains(told.rolloutUid()))
                .forEach(this::judge);
    }

    private void judge(VerdictTold told) {
        long handled = acknowledged.getOrDefault(told.id(), Long.MAX_VALUE);
        Optional<Rollout> now = facts.rollout(told.rolloutUid());
        if (handled == Long.MAX_VALUE) {
            broken(told, "was never acknowledged");
        } else if (now.filter(r -> r.phase() instanceof Phase.RolledBack).isEmpty()
                && ended.getOrDefault(told.rolloutUid(), Long.MAX_VALUE) > handled) {
            broken(told, "was acknowledged, and its release is not rolled back");
        }
    }

    private void broken(VerdictTold told, String what) {
        verdicts.broken(Invariant.I4, "verdict %s that it is worse %s".formatted(told.id(), what));
    }
}
