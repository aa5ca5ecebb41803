package dev.tidegate.chart;

import java.util.Locale;

/** E over time as odds that the canary is worse, on a logarithmic axis, with the threshold. */
final class OddsChart implements Chart {

    private static final double LOG_TEN = Math.log(10);

    /** Nobody needs more than a billion to 1, or less than 1 to 10. */
    private static final double MOST = 9;

    private static final double LEAST = -1;

    @Override
    public String title(ReleaseCourse course) {
        return "Odds that the canary is worse than stable";
    }

    @Override
    public void draw(Svg svg, ReleaseCourse course, double top) {
        Frame frame = new Frame(top, course.seconds(), LEAST, highest(course));
        for (int power = (int) LEAST; power <= frame.most(); power++) {
            if (power <= 0 || frame.most() <= 5 || power % 2 == 0) {
                frame.across(svg, power, odds(power));
            }
        }
        frame.times(svg);
        frame.marks(svg, course.marks(), true);
        svg.line(
                "<path class=\"limit\" d=\"%s\"/>",
                frame.path(course.moments(), moment -> moment.threshold() / LOG_TEN));
        double limit = Math.min(MOST, course.moments().getFirst().threshold() / LOG_TEN);
        svg.words(
                frame.x(frame.seconds()),
                frame.y(limit) - 5,
                "end",
                "rolled back from %s on".formatted(odds(limit)));
        svg.line(
                "<path class=\"canary\" d=\"%s\"/>",
                frame.path(course.moments(), moment -> moment.logEvidence() / LOG_TEN));
    }

    private static double highest(ReleaseCourse course) {
        double most =
                course.moments().stream()
                        .mapToDouble(m -> Math.max(m.logEvidence(), m.threshold() + 1))
                        .max()
                        .orElse(1);
        return Math.clamp(Math.ceil(most / LOG_TEN), 1, MOST);
    }

    private static String odds(double power) {
        return power < 0
                ? "1 to " + grouped(Math.pow(10, -power))
                : grouped(Math.pow(10, power)) + " to 1";
    }

    private static String grouped(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
