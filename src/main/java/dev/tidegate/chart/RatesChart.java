package dev.tidegate.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of failed requests of both versions in each step, on a logarithmic axis: the canary's
 * up to its upper bound, stable's down to its lower one.
 */
final class RatesChart implements Chart {

    /** From 0.01 to 100 %, as powers of ten. */
    private static final int LEAST = -4;

    @Override
    public String title(ReleaseCourse course) {
        return "Failed requests of this step: canary, and what it may be; stable, and what it is at"
                + " least";
    }

    @Override
    public void draw(Svg svg, ReleaseCourse course, double top) {
        Frame frame = new Frame(top, course.seconds(), LEAST, 0);
        for (int power = LEAST; power <= 0; power++) {
            String percent = BigDecimal.ONE.movePointRight(power + 2).toPlainString();
            frame.across(svg, power, percent + " %");
        }
        frame.times(svg);
        frame.marks(svg, course.marks(), false);
        for (List<Moment> part : parts(course.moments())) {
            String canary = frame.path(part, m -> power(m.rates().orElseThrow().canary()));
            String upper = frame.path(part, m -> power(m.rates().orElseThrow().upper()));
            String stable = frame.path(part, m -> power(m.rates().orElseThrow().stable()));
            String lower = frame.path(part, m -> power(m.rates().orElseThrow().lower()));
            svg.line("<path class=\"canary bound\" d=\"%s\"/>", upper);
            svg.line("<path class=\"stable bound\" d=\"%s\"/>", lower);
            svg.line("<path class=\"stable\" d=\"%s\"/>", stable);
            svg.line("<path class=\"canary\" d=\"%s\"/>", canary);
        }
    }

    /** Stretches with rates, one for each weight: bounds begin anew. */
    private static List<List<Moment>> parts(List<Moment> moments) {
        List<List<Moment>> parts = new ArrayList<>();
        double weight = -1;
        for (Moment moment : moments) {
            if (moment.rates().isEmpty()) {
                weight = -1;
                continue;
            }
            if (moment.weight() != weight) {
                parts.add(new ArrayList<>());
                weight = moment.weight();
            }
            parts.getLast().add(moment);
        }
        return parts;
    }

    private static double power(double rate) {
        return rate <= 0 ? LEAST : Math.log10(rate);
    }
}
