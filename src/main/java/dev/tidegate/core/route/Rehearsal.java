package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.traffic.Traffic;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a release on the objects as they are, before anything is written: its subset, its first and
 * its last weight, and the way back. What any of them would refuse, the gate refuses.
 */
final class Rehearsal {

    private final Rollout rollout;
    private final Version stable;
    private final Set<String> problems = new LinkedHashSet<>();
    private Objects objects;
    private long revision;

    private Rehearsal(Rollout rollout, Version stable, Objects objects) {
        this.rollout = rollout;
        this.stable = stable;
        this.objects = objects;
        this.revision = rollout.revision();
    }

    /** What would be refused, each a sentence for a person. */
    static List<String> problems(Rollout rollout, Version stable, Objects objects) {
        Rehearsal rehearsal = new Rehearsal(rollout, stable, objects);
        Instant at = Instant.EPOCH;
        rehearsal.play(new Phase.Preparing(at, at), Weight.ZERO);
        List<Step> steps = rollout.plan().steps();
        if (!steps.isEmpty()) {
            rehearsal.play(new Phase.Progressing(0, at, at), steps.getFirst().weight());
        }
        rehearsal.play(new Phase.Baking(at, at), Weight.FULL);
        rehearsal.play(new Phase.RollingBack("rehearsal", at), Weight.ZERO);
        return List.copyOf(rehearsal.problems);
    }

    private void play(Phase phase, Weight canary) {
        revision++;
        Distribution wanted =
                canary.equals(Weight.ZERO)
                        ? Distribution.all(stable)
                        : Distribution.split(stable, rollout.canary(), canary);
        Rollout at =
                new Rollout(
                        rollout.identity(),
                        revision,
                        phase,
                        Optional.of(stable),
                        Optional.of(new Traffic(wanted)),
                        revision,
                        rollout.history(),
                        rollout.handled(),
                        rollout.next(),
                        rollout.routes(),
                        rollout.pods(),
                        rollout.refusals());
        Draft draft = new Planning(at, objects, Set.of()).draft();
        problems.addAll(draft.problems());
        objects = objects.with(draft.writes());
    }
}
