package dev.tidegate.simulation;

import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.simulation.judge.Facts;
import dev.tidegate.simulation.kernel.Choices;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.topics.Topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An analysis that tells verdicts of a service's releases: of the newest or of one before, of its
 * step or of another, at once, late and twice.
 */
final class Analysing {

    private static final int TIMES = 40;

    private final SimService service;
    private final Choices choices;

    Analysing(SimService service, Choices choices) {
        this.service = service;
        this.choices = choices;
    }

    /** Adds what it tells of each of these services, whatever processes there are. */
    static void all(List<Act> acts, Choices choices, List<SimService> services, int processes) {
        services.forEach(service -> new Analysing(service, choices).into(acts));
    }

    private void into(List<Act> acts) {
        for (int i = 0; i < TIMES; i++) {
            Duration at = Events.some(choices);
            acts.add(told("/analysis %s-%d".formatted(service.key(), i), at));
        }
    }

    private Act told(String id, Duration at) {
        int older = choices.oneIn(8) ? 1 : 0;
        int off = choices.oneIn(6) ? choices.next(5) - 2 : 0;
        Verdict verdict = verdict();
        Duration late = Duration.ofMillis(choices.oneIn(4) ? choices.next(30_000) : 0);
        boolean twice = choices.oneIn(4);
        return new Act(
                at,
                "%s: the analysis finds that %s".formatted(service.key(), verdict.sentence()),
                world ->
                        of(world, older, off, id, verdict)
                                .ifPresent(
                                        told -> {
                                            tell(world, told, late);
                                            if (twice) {
                                                tell(world, told, late.plusSeconds(9));
                                            }
                                        }));
    }

    private static void tell(World world, VerdictTold told, Duration late) {
        world.kernel().later(late, () -> world.send(Topic.VERDICTS, told));
    }

    /** Of the newest release, or of one before; of its stage, or of another. */
    private Optional<VerdictTold> of(World world, int older, int off, String id, Verdict verdict) {
        return Releases.of(world, service).stream()
                .skip(older)
                .findFirst()
                .map(Facts::read)
                .map(
                        rollout ->
                                new VerdictTold(
                                        id,
                                        service.key(),
                                        world.kernel().now(),
                                        rollout.identity().uid(),
                                        rollout.revision(),
                                        Math.max(0, stage(rollout) + off),
                                        verdict));
    }

    private static int stage(Rollout rollout) {
        return rollout.phase() instanceof Phase.Live live ? live.stage(rollout.plan()) : 0;
    }

    private Verdict verdict() {
        Tick counts = new Tick(new Tally(1_000, choices.next(20)), new Tally(9_000, 9));
        Findings findings =
                new Findings(Measure.FAILURES, counts, choices.next(20), 4.6, List.of());
        if (choices.oneIn(30)) {
            return new Verdict.Worse(findings, "the canary is worse");
        }
        if (choices.oneIn(4)) {
            return new Verdict.Unclear(findings, "nothing is clear");
        }
        double weight = choices.oneIn(2) ? 1 : choices.next(100) / 100.0;
        return new Verdict.Proven(findings, "it may have " + weight, weight);
    }
}
