package dev.tidegate.simulation.judge;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has gone back to a version stays there: no release is opened by a declaration of what was
 * left then, unless its sender has told of another version since: declared it, or deployed it once.
 * What a release knew that somebody deleted is excused.
 */
final class Undone implements Check {

    private record Told(DeployStarted deploy, long micros) {}

    private final Facts facts;
    private final Verdicts verdicts;
    private final Map<String, Told> told = new LinkedHashMap<>();

    /** When each release was opened, by its uid. */
    private final Map<String, Long> opened = new HashMap<>();

    private final Set<ServiceKey> excused = new HashSet<>();

    Undone(Facts facts, Verdicts verdicts) {
        this.facts = facts;
        this.verdicts = verdicts;
    }

    @Override
    public void sent(RolloutEvent event) {
        if (event instanceof DeployStarted deploy) {
            told.putIfAbsent(deploy.id(), new Told(deploy, facts.micros()));
        }
    }

    @Override
    public void deleted(Change change, Rollout last) {
        excused.add(last.service());
    }

    @Override
    public void committed(Change change, @Nullable Rollout before, Rollout after) {
        if (before != null) {
            return;
        }
        opened.put(after.identity().uid(), facts.micros());
        @Nullable Told cause = told.get(after.identity().deploy().id());
        if (cause == null
                || !cause.deploy().declared()
                || after.plan().dryRun()
                || excused.contains(after.service())) {
            return;
        }
        List<Rollout> older =
                facts.moving(after.service()).stream()
                        .filter(r -> Facts.number(r) < Facts.number(after))
                        .toList();
        Optional<Rollout> carries =
                older.stream().filter(r -> r.phase() instanceof Phase.Succeeded).findFirst();
        carries.filter(Rollout::goesBack)
                .filter(back -> left(back, older).contains(after.canary()))
                .filter(back -> !toldAnother(back, cause, left(back, older)))
                .filter(back -> !releasedAnother(back, cause, left(back, older), older))
                .ifPresent(
                        back ->
                                verdicts.broken(
                                        Invariant.BACK,
                                        "%s is released by %s, and %s went back from it to %s"
                                                .formatted(
                                                        after.canary(),
                                                        after.identity().name(),
                                                        back.identity().name(),
                                                        back.canary())));
    }

    /** What each way back in a row left, and what was released before the first of them. */
    private static Set<Version> left(Rollout back, List<Rollout> older) {
        Set<Version> left = new HashSet<>(back.identity().deploy().leaves().stream().toList());
        Rollout last = back;
        for (Rollout each : older) {
            if (last.goesBack() && Facts.number(each) < Facts.number(last)) {
                left.add(each.canary());
                each.identity().deploy().leaves().ifPresent(left::add);
                last = each;
            }
        }
        left.remove(back.canary());
        return left;
    }

    /** What was declared a moment before the way back may be released after it. */
    private static boolean releasedAnother(
            Rollout back, Told cause, Set<Version> left, List<Rollout> older) {
        return older.stream()
                .filter(r -> Facts.number(r) > Facts.number(back))
                .filter(r -> r.identity().deploy().hasSourceOf(cause.deploy().id()))
                .anyMatch(r -> !left.contains(r.canary()));
    }

    private boolean toldAnother(Rollout back, Told cause, Set<Version> left) {
        long since = opened.getOrDefault(back.identity().uid(), 0L);
        return told.values().stream()
                .filter(d -> d.deploy().service().equals(back.service()))
                .filter(d -> d.deploy().hasSourceOf(cause.deploy().id()))
                .filter(d -> d.micros() >= since)
                .anyMatch(d -> !left.contains(d.deploy().version()));
    }
}
