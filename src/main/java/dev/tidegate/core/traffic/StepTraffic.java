package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step gives the canary, whichever version that is.
 *
 * @param weight its share of everybody's requests; above 0 where nothing else reaches it
 * @param match requests that go to it alone, each that meets one of these; empty for none
 * @param sticky how clients stay with the version that they met; empty for not at all
 * @param mirror of how many requests it gets copies; 0 for none
 */
public record StepTraffic(
        Weight weight, List<RequestMatch> match, Optional<Sticky> sticky, Weight mirror) {

    public StepTraffic {
        match = List.copyOf(match);
        boolean none = match.isEmpty() && weight.equals(Weight.ZERO);
        if (none && mirror.equals(Weight.ZERO)) {
            throw new IllegalArgumentException(
                    "weight: 0 moves no traffic; use 0.01 to 100, or add a match or a mirror");
        }
        if (none && sticky.isPresent()) {
            throw new IllegalArgumentException(
                    "sticky: keeps nobody, as no request goes to the canary; add a weight or a"
                            + " match");
        }
        if (weight.equals(Weight.FULL)) {
            refuse("match", !match.isEmpty());
            refuse("sticky", sticky.isPresent());
            refuse("mirror", !mirror.equals(Weight.ZERO));
        }
        sticky.ifPresent(s -> check(s, weight));
    }

    private static void refuse(String field, boolean there) {
        if (there) {
            throw new IllegalArgumentException(
                    "%s: stands beside weight 100, where every request goes to the canary; leave it out"
                            .formatted(field));
        }
    }

    private static void check(Sticky sticky, Weight weight) {
        try {
            sticky.check(weight);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("sticky." + e.getMessage(), e);
        }
    }

    /** With neither stickiness nor copies. */
    public StepTraffic(Weight weight, List<RequestMatch> match) {
        this(weight, match, Optional.empty(), Weight.ZERO);
    }

    /**
     * The traffic of a release from {@code stable} to {@code canary} at this step.
     *
     * @param uid of the release
     */
    public Traffic between(Version stable, Version canary, String uid) {
        Sticky.Release release = new Sticky.Release(stable, canary, weight, uid);
        List<Segment> segments = new ArrayList<>();
        if (!match.isEmpty()) {
            segments.add(new Segment(match, Distribution.all(canary)));
        }
        sticky.ifPresent(s -> segments.addAll(s.segments(release)));
        return new Traffic(
                Distribution.split(stable, canary, weight),
                segments,
                sticky.map(s -> s.cookies(release)).orElse(List.of()),
                mirror.equals(Weight.ZERO) ? List.of() : List.of(new Mirror(canary, mirror)));
    }

    /** Whether nothing stands beside the weight. */
    public boolean plain() {
        return match.isEmpty() && sticky.isEmpty() && mirror.equals(Weight.ZERO);
    }

    /** Whether it may follow {@code before}: no weight is taken back, and something changes. */
    public boolean follows(StepTraffic before) {
        return weight.compareTo(before.weight) >= 0 && !equals(before);
    }

    /** For a sentence: {@code 5 %, and where header x-group is "beta"}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!weight.equals(Weight.ZERO)) {
            parts.add(weight.toString());
        }
        if (!match.isEmpty()) {
            parts.add("where " + Segment.words(match));
        }
        sticky.ifPresent(s -> parts.add("sticky by " + s));
        if (!mirror.equals(Weight.ZERO)) {
            parts.add("copies of " + mirror);
        }
        return String.join(", and ", parts);
    }
}
