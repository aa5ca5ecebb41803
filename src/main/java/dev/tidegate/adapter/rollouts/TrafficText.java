package dev.tidegate.adapter.rollouts;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.StepTraffic;
import dev.tidegate.core.traffic.Traffic;

import java.util.Optional;

/** What the canary gets, in the short form of the status: {@code 5%+match+sticky+mirror 10%}. */
final class TrafficText {

    private TrafficText() {}

    /** What a step gives it. */
    static String of(StepTraffic step) {
        return text(
                step.weight(),
                !step.match().isEmpty(),
                step.sticky().isPresent(),
                step.mirror().basisPoints());
    }

    /** What a rollout wants for it now. */
    static String of(Rollout rollout) {
        Optional<Traffic> traffic = rollout.traffic();
        int sticky = traffic.map(t -> sticky(t, rollout)).orElse(0);
        return text(
                rollout.canaryWeight(),
                traffic.filter(t -> t.segments().size() > sticky).isPresent(),
                sticky > 0,
                traffic.map(t -> t.mirrored(rollout.canary())).orElse(0));
    }

    /** How many segments are there for stickiness: one for each cookie, or one for each version. */
    private static int sticky(Traffic traffic, Rollout rollout) {
        boolean buckets =
                traffic.segments().stream()
                        .map(Segment::carriers)
                        .anyMatch(carriers -> !carriers.contains(rollout.canary()));
        return traffic.cookies().isEmpty() && buckets ? 2 : traffic.cookies().size();
    }

    private static String text(Weight weight, boolean match, boolean sticky, int mirrored) {
        return percent(weight)
                + (match ? "+match" : "")
                + (sticky ? "+sticky" : "")
                + (mirrored > 0 ? "+mirror " + percent(new Weight(mirrored)) : "");
    }

    private static String percent(Weight weight) {
        return weight.percent().toPlainString() + "%";
    }
}
