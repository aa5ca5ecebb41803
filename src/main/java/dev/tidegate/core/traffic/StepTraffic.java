package dev.tidegate.core.traffic;

import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import java.util.List;

/**
 * What a step gives the canary, whichever version that is.
 *
 * @param weight its share of everybody's requests; above 0 where no request is matched
 * @param match requests that go to it alone, each that meets one of these; empty for none
 */
public record StepTraffic(Weight weight, List<RequestMatch> match) {

    public StepTraffic {
        match = List.copyOf(match);
        if (match.isEmpty() && weight.equals(Weight.ZERO)) {
            throw new IllegalArgumentException(
                    "weight: 0 moves no traffic; use 0.01 to 100, or add a match");
        }
        if (!match.isEmpty() && weight.equals(Weight.FULL)) {
            throw new IllegalArgumentException(
                    "match: stands beside weight 100, where every request goes to the canary; leave"
                            + " it out");
        }
    }

    /** The traffic of a release from {@code stable} to {@code canary} at this step. */
    public Traffic between(Version stable, Version canary) {
        List<Segment> segments =
                match.isEmpty() ? List.of() : List.of(new Segment(match, Distribution.all(canary)));
        return new Traffic(Distribution.split(stable, canary, weight), segments);
    }

    /** Whether it may follow {@code before}: no weight is taken back, and something changes. */
    public boolean follows(StepTraffic before) {
        int more = weight.compareTo(before.weight);
        return more > 0 || (more == 0 && !match.equals(before.match));
    }

    /** For a sentence: {@code 5 %, and where header x-group is "beta"}. */
    @Override
    public String toString() {
        if (match.isEmpty()) {
            return weight.toString();
        }
        String where = "where " + Segment.words(match);
        return weight.equals(Weight.ZERO) ? where : weight + ", and " + where;
    }
}
