package dev.tidegate.sandbox.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A counter as Prometheus has scraped it; it is not there before its first count. Ranges leave
 * their beginning out and hold their end.
 *
 * <p>{@code rate}, {@code increase} and {@code irate} are those of <a
 * href="https://prometheus.io/docs/prometheus/latest/querying/functions/">Prometheus</a>: the first
 * two go by the first and the last sample of the range, and extrapolate to its ends.
 */
final class Series {

    /** A gap of more than so many scrapes to an end of the range is not bridged. */
    private static final double BRIDGED = 1.1;

    private record Sample(double second, double value) {}

    private final List<Sample> samples = new ArrayList<>();

    /** Takes what the counter is at a second, later than the one before. */
    void scrape(double second, long value) {
        if (value > 0) {
            samples.add(new Sample(second, value));
        }
    }

    /** By how much it grew; nothing when there are fewer than two samples. */
    OptionalDouble increase(double from, double to) {
        List<Sample> range = range(from, to);
        if (range.size() < 2) {
            return OptionalDouble.empty();
        }
        Sample first = range.getFirst();
        Sample last = range.getLast();
        double grown = last.value - first.value;
        double sampled = last.second - first.second;
        double apart = sampled / (range.size() - 1);
        double before = bridged(first.second - from, apart);
        if (grown > 0) {
            // a counter was not below 0
            before = Math.min(before, sampled * first.value / grown);
        }
        double after = bridged(to - last.second, apart);
        return OptionalDouble.of(grown * (sampled + before + after) / sampled);
    }

    private static double bridged(double gap, double apart) {
        return gap >= BRIDGED * apart ? apart / 2 : gap;
    }

    /** Its growth a second. */
    OptionalDouble rate(double from, double to) {
        OptionalDouble increase = increase(from, to);
        return increase.isEmpty()
                ? increase
                : OptionalDouble.of(increase.getAsDouble() / (to - from));
    }

    /** Its growth a second between the last two samples of the range. */
    OptionalDouble irate(double from, double to) {
        List<Sample> range = range(from, to);
        if (range.size() < 2) {
            return OptionalDouble.empty();
        }
        Sample last = range.getLast();
        Sample before = range.get(range.size() - 2);
        return OptionalDouble.of((last.value - before.value) / (last.second - before.second));
    }

    private List<Sample> range(double from, double to) {
        int end = samples.size();
        while (end > 0 && samples.get(end - 1).second > to) {
            end--;
        }
        int begin = end;
        while (begin > 0 && samples.get(begin - 1).second > from) {
            begin--;
        }
        return samples.subList(begin, end);
    }
}
