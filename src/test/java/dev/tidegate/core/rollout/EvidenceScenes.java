package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.HOLD;
import static dev.tidegate.core.rollout.Scenes.REVIEWS;
import static dev.tidegate.core.rollout.Scenes.START;
import static dev.tidegate.core.rollout.Scenes.moved;
import static dev.tidegate.core.rollout.Scenes.step;
import static dev.tidegate.core.rollout.Scenes.timer;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.VerdictTold;
import dev.tidegate.core.rollout.UntilProven.Then;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans that ask for evidence, and what is told of it. */
public final class EvidenceScenes {

    public static final Analysis ACTS = new Analysis(AnalysisPlan.STANDARD, true);
    public static final Duration MOST = Duration.ofHours(1);

    /** Ten failures of the canary in a thousand requests, nine of stable in nine thousand. */
    public static final Findings FINDINGS =
            new Findings(
                    Measure.FAILURES,
                    new Tick(new Tally(1_000, 10), new Tally(9_000, 9)),
                    9.28,
                    4.6,
                    List.of());

    private EvidenceScenes() {}

    /** The same plan that asks for evidence, with other steps. */
    public static RolloutPlan judged(RolloutPlan plan, Analysis analysis, List<Step> steps) {
        return new RolloutPlan(
                plan.routing(),
                steps,
                plan.bake(),
                plan.readyTimeout(),
                plan.propagation(),
                plan.workload(),
                plan.onAlert(),
                plan.onNewDeploy(),
                plan.onDrift(),
                plan.availability(),
                plan.dryRun(),
                plan.scaleDown(),
                Optional.of(analysis));
    }

    /** 5, 10, 25 and 50 %, each for two minutes and until the next is proven; then 100 %. */
    public static RolloutPlan proving(Then then) {
        return judged(Scenes.plan(), ACTS, steps(then));
    }

    /** The same of which verdicts move nothing. */
    public static RolloutPlan shown() {
        return judged(
                Scenes.plan(),
                new Analysis(AnalysisPlan.STANDARD, false),
                List.of(step("5", HOLD, false), step("50", HOLD, false)));
    }

    static List<Step> steps(Then then) {
        return Stream.of("5", "10", "25", "50")
                .map(w -> until(step(w, HOLD, false), then))
                .toList();
    }

    static Step until(Step step, Then then) {
        return new Step(
                step.traffic(),
                step.hold(),
                step.pause(),
                Optional.of(new UntilProven(MOST, then)));
    }

    /** In its first step, whose hold is over and of which nothing is proven. */
    public static Rollout held(RolloutPlan plan) {
        Rollout first = Scenes.progressing(plan);
        Instant due = first.phase().due().orElseThrow();
        return noted(first, RolloutStateMachine.decide(first, timer(first, due), due));
    }

    public static VerdictTold worse(Rollout of, int stage) {
        return told(of, stage, new Verdict.Worse(FINDINGS, "10 of 19 failures"));
    }

    public static VerdictTold proven(Rollout of, int stage, double weight) {
        return told(of, stage, new Verdict.Proven(FINDINGS, "it may have " + 100 * weight, weight));
    }

    public static VerdictTold unclear(Rollout of, int stage, String sentence) {
        return told(of, stage, new Verdict.Unclear(FINDINGS, sentence));
    }

    static VerdictTold told(Rollout of, int stage, Verdict verdict) {
        return new VerdictTold(
                "verdict", REVIEWS, START, of.identity().uid(), of.revision(), stage, verdict);
    }

    /** What is written of a decision that moves nothing. */
    static Rollout noted(Rollout from, Decision decision) {
        if (!(decision instanceof Decision.Noted noted)) {
            throw new AssertionError("not noted in %s: %s".formatted(from.phase(), decision));
        }
        return noted.next();
    }

    /** What is written of a verdict that moves nothing. */
    public static Rollout hears(Rollout from, VerdictTold told, Instant now) {
        return noted(from, RolloutStateMachine.decide(from, told, now));
    }

    /** What a timer does that has come. */
    static Rollout timed(Rollout rollout) {
        Instant due = rollout.phase().due().orElseThrow();
        return moved(rollout, timer(rollout, due), due);
    }
}
