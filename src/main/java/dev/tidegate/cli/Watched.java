package dev.tidegate.cli;

import dev.tidegate.chart.Mark;
import dev.tidegate.chart.Moment;
import dev.tidegate.core.analysis.FollowedRelease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One release. */
record Watched(String versions, Instant began, List<Moment> moments, List<Mark> marks) {

    double second(Instant at) {
        return Duration.between(began, at).toMillis() / 1e3;
    }

    /** At most one a second. */
    void see(Instant at, FollowedRelease known) {
        double weight = known.evidence().step().weight();
        double second = second(at);
        if (!moments.isEmpty() && weight == moments.getLast().weight()) {
            if (second < moments.getLast().second() + 1) {
                return;
            }
        } else if (!moments.isEmpty()) {
            marks.add(new Mark(second, "to " + WeightText.percent(weight), false));
        }
        moments.add(Moment.of(second, known.evidence()));
    }
}
