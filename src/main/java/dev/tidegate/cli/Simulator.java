package dev.tidegate.cli;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.PlanWarnings;
import dev.tidegate.core.rollout.RolloutPlan;
import dev.tidegate.core.rollout.Step;
import dev.tidegate.core.routing.Routing;
import dev.tidegate.core.selection.Candidates;
import dev.tidegate.core.selection.SelectorFactory;
import dev.tidegate.core.selection.Strategy;
import dev.tidegate.core.selection.ThresholdBuckets;
import dev.tidegate.core.selection.WeightedRandom;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.Sticky;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Plays a plan's steps with simulated requests: each is decided by itself in the ratio of the
 * weights, as Envoy does, and given to an endpoint by the load balancer; beside it, what a sticky
 * division of the users would do.
 */
final class Simulator {

    private static final Version STABLE = new Version("stable");
    private static final Version CANARY = new Version("canary");
    private static final int CANARY_INDEX = 1;
    private static final double DEVIATIONS = 4;

    private final int requests;
    private final int users;
    private final SplittableRandom random;
    private final SimulatedVersion stable;
    private final SimulatedVersion canary;
    private final StickyUsers kept;
    private ThresholdBuckets buckets;

    private Simulator(SimulationSetting setting, SelectorFactory balancer) {
        this.requests = setting.requests();
        this.users = setting.users();
        this.random = new SplittableRandom(setting.seed());
        this.stable = version(STABLE, setting, balancer);
        this.canary = version(CANARY, setting, balancer);
        this.kept = new StickyUsers(users);
        this.buckets = new ThresholdBuckets(candidates(Weight.ZERO), setting.seed());
    }

    private static SimulatedVersion version(
            Version version, SimulationSetting setting, SelectorFactory balancer) {
        return new SimulatedVersion(version.name(), setting.endpoints(), balancer, setting.seed());
    }

    /** The simulation of {@code plan}: the same seed gives the same. */
    static Simulation run(RolloutPlan plan, SelectorFactory balancer, SimulationSetting setting) {
        Simulator simulator = new Simulator(setting, balancer);
        double prepare = seconds(plan.propagation());
        double at = prepare;
        List<SimulationStep> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            steps.add(simulator.step(steps.size() + 1, step, at));
            at += seconds(step.hold());
        }
        return new Simulation(
                setting,
                prepare,
                steps,
                seconds(plan.bake()),
                at + seconds(plan.bake()),
                plan.steps().stream().filter(Step::pause).count(),
                PlanWarnings.of(plan));
    }

    private SimulationStep step(int number, Step step, double start) {
        WeightedRandom selector = new WeightedRandom(candidates(step.weight()));
        int[] met = new int[users];
        long seen = 0;
        long copies = 0;
        double share = step.weight().basisPoints() / (double) Weight.WHOLE;
        double mirrored = step.traffic().mirror().basisPoints() / (double) Weight.WHOLE;
        double expected = 0;
        kept.begin(step);
        for (int user = 0; user < users; user++) {
            expected += kept.meetBoth(user, requestsOf(user), share);
        }
        for (int i = 0; i < requests; i++) {
            int user = i % users;
            Optional<Boolean> by = kept.of(user);
            boolean drawn = by.orElseGet(() -> selector.pick(0, random) == CANARY_INDEX);
            kept.met(user, drawn);
            if (drawn) {
                seen++;
                met[user]++;
                canary.request(user);
            } else {
                stable.request(user);
            }
            // a route that leads to the canary alone sends it no copies
            boolean whole = by.isPresent() && drawn;
            if (mirrored > 0 && !whole && random.nextDouble() < mirrored) {
                copies++;
                canary.request(user);
            }
        }
        long both = 0;
        for (int user = 0; user < users; user++) {
            both += met[user] > 0 && met[user] < requestsOf(user) ? 1 : 0;
        }
        return new SimulationStep(
                number,
                step.weight().percent(),
                Segment.words(step.traffic().match()),
                100.0 * (requests - seen) / requests,
                100.0 * seen / requests,
                100 * DEVIATIONS * Math.sqrt(share * (1 - share) / requests),
                both,
                expected,
                moved(step.weight()),
                stable.busiest(),
                canary.busiest(),
                start,
                seconds(step.hold()),
                step.pause(),
                step.traffic().sticky().map(Sticky::toString).orElse(""),
                kept.withCanary(),
                step.traffic().mirror().percent(),
                copies,
                step.until().isPresent(),
                step.until().map(until -> seconds(until.maxHold())).orElse(0.0),
                step.until().map(until -> until.then().words()).orElse(""));
    }

    private int requestsOf(int user) {
        return requests / users + (user < requests % users ? 1 : 0);
    }

    private long moved(Weight weight) {
        ThresholdBuckets next = buckets.next(candidates(weight));
        long moved = 0;
        for (int user = 0; user < users; user++) {
            moved += buckets.pick(user, random) == next.pick(user, random) ? 0 : 1;
        }
        buckets = next;
        return moved;
    }

    /** Who picks an endpoint by the policy's load balancer; without one, by Istio's default. */
    static SelectorFactory balancer(RolloutPlan plan) {
        return plan.routing().destinations() instanceof Routing.Subsets subsets
                        && subsets.loadBalancer().isPresent()
                ? subsets.loadBalancer().get()
                : Strategy.LEAST_REQUEST;
    }

    private static Candidates candidates(Weight canary) {
        return Candidates.of(Distribution.split(STABLE, CANARY, canary));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
