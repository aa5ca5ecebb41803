package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Ramp;

import java.util.Comparator;
import java.util.List;

/**
 * Releases that had the same end.
 *
 * @param ended these
 * @param of how many there were
 */
record Courses(List<Ramp.Course> ended, int of) {

    private static final double PERCENT = 100;

    static Courses of(List<Ramp.Course> courses, Ramp.End end) {
        return new Courses(
                courses.stream().filter(course -> course.end() == end).toList(), courses.size());
    }

    boolean none() {
        return ended.isEmpty();
    }

    /** The share of them, in percent. */
    String share() {
        double percent = Math.round(10 * PERCENT * ended.size() / of) / 10.0;
        return (percent == Math.rint(percent) ? "%.0f %%" : "%.1f %%").formatted(percent);
    }

    /** How long the median one took. */
    String time() {
        return "%.0f s"
                .formatted(median(Comparator.comparingDouble(Ramp.Course::seconds)).seconds());
    }

    /** The failed requests of the canary, of the median one by these. */
    long failures() {
        return median(Comparator.comparingLong(Ramp.Course::canaryFailures)).canaryFailures();
    }

    private Ramp.Course median(Comparator<Ramp.Course> order) {
        return ended.stream().sorted(order).toList().get((ended.size() - 1) / 2);
    }
}
