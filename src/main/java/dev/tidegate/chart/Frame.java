package dev.tidegate.chart;

import dev.tidegate.core.text.TimeText;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Where a chart stands: its place on the picture, the time along it, and its values upwards.
 *
 * @param top of what is drawn, below its title
 * @param seconds from left to right, above 0
 * @param least the value at the bottom
 * @param most the value at the top, above it
 */
record Frame(double top, double seconds, double least, double most) {

    static final double WIDTH = 960;
    static final double HEIGHT = 150;

    private static final double LEFT = 104;
    private static final double RIGHT = 936;
    private static final double LABEL = 80;

    /** Distances of times below the axis, in seconds. */
    private static final List<Integer> DISTANCES =
            List.of(1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600);

    private static final int DAY = 86_400;

    double x(double second) {
        return LEFT + (RIGHT - LEFT) * Math.clamp(second / seconds, 0, 1);
    }

    double y(double value) {
        return bottom() - HEIGHT * Math.clamp((value - least) / (most - least), 0, 1);
    }

    double bottom() {
        return top + HEIGHT;
    }

    /** A line across, with its words at the left. */
    void across(Svg svg, double value, String words) {
        svg.line("<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", LEFT, y(value), RIGHT);
        svg.words(LEFT - 8, y(value) + 4, "end", words);
    }

    /** The times below. */
    void times(Svg svg) {
        int each =
                DISTANCES.stream()
                        .filter(distance -> x(distance) - LEFT >= LABEL)
                        .findFirst()
                        .orElse(DAY);
        for (int second = 0; second <= seconds; second += each) {
            svg.line("<path class=\"grid\" d=\"M%.1f %.1fv5\"/>", x(second), bottom());
            svg.words(
                    x(second), bottom() + 18, "middle", TimeText.span(Duration.ofSeconds(second)));
        }
    }

    /** What happened, as lines from top to bottom; its words where there is room. */
    void marks(Svg svg, List<Mark> marks, boolean named) {
        double free = LEFT;
        for (Mark mark : marks) {
            double x = x(mark.second());
            svg.line(
                    "<path class=\"mark%s\" d=\"M%.1f %.1fV%.1f\"/>",
                    mark.bad() ? " bad" : "", x, top, bottom());
            if (named && x >= free) {
                boolean left = x > (LEFT + RIGHT) / 2;
                svg.words(left ? x - 4 : x + 4, top + 12, left ? "end" : "start", mark.words());
                free = x + LABEL;
            }
        }
    }

    /**
     * A line through the moments, as the data of a path; of those on the same pixel the last
     * counts. It goes level until the next, as what was known did.
     */
    String path(List<Moment> moments, ToDoubleFunction<Moment> value) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < moments.size(); i++) {
            Moment at = moments.get(i);
            boolean last = i == moments.size() - 1;
            if (!last && pixel(moments.get(i + 1)) == pixel(at)) {
                continue;
            }
            path.append(
                    String.format(
                            Locale.ROOT,
                            path.isEmpty() ? "M%.1f %.1f" : "H%.1fV%.1f",
                            x(at.second()),
                            y(value.applyAsDouble(at))));
        }
        return path.toString();
    }

    private long pixel(Moment moment) {
        return Math.round(x(moment.second()));
    }
}
