package dev.tidegate.cli.evidence;

import dev.tidegate.cli.evidence.PolicyTrial.Course;
import dev.tidegate.cli.evidence.PolicyTrial.End;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What became of many releases of a canary. Times are seconds since its first traffic.
 *
 * @param times how many times as often as stable it fails
 * @param failures the share of its requests that fail, 0 to 1
 * @param releases how many there were
 * @param found how many the evidence rolled back
 * @param timedOut how many were rolled back as nothing was proven in time
 * @param held how many waited for a person in the end
 * @param whole how many got all traffic, those among them that were rolled back later
 * @param foundAfter until the evidence found it
 * @param wholeAfter until it had all traffic
 * @param harm how many of its requests failed that would not have with stable
 */
public record Outlook(
        double times,
        double failures,
        int releases,
        int found,
        int timedOut,
        int held,
        int whole,
        Spread foundAfter,
        Spread wholeAfter,
        Spread harm) {

    static Outlook of(double times, double failures, List<Course> courses) {
        return new Outlook(
                times,
                failures,
                courses.size(),
                count(courses, c -> Double.isFinite(c.found()) ? 1 : 0),
                count(
                        courses,
                        c -> c.end() == End.ROLLED_BACK && Double.isInfinite(c.found()) ? 1 : 0),
                count(courses, c -> c.end() == End.HELD ? 1 : 0),
                count(courses, c -> Double.isFinite(c.whole()) ? 1 : 0),
                spread(courses, Course::found),
                spread(courses, Course::whole),
                spread(courses, Course::harm));
    }

    private static int count(List<Course> courses, ToDoubleFunction<Course> one) {
        return (int) courses.stream().mapToDouble(one).sum();
    }

    private static Spread spread(List<Course> courses, ToDoubleFunction<Course> value) {
        double[] sorted = courses.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        return new Spread(at(sorted, 0.5), at(sorted, 0.9));
    }

    private static @Nullable Double at(double[] sorted, double part) {
        double value = sorted[(int) Math.ceil(part * sorted.length) - 1];
        return Double.isFinite(value) ? value : null;
    }
}
