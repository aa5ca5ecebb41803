package dev.tidegate.core.analysis;

import java.util.ArrayList;
import java.util.List;

/** Ticks as tests write them: canary's bad and all, stable's bad and all. */
final class Ticks {

    private Ticks() {}

    static Tick tick(long badCanary, long canary, long badStable, long stable) {
        return new Tick(new Tally(canary, badCanary), new Tally(stable, badStable));
    }

    /** Tick after tick from four numbers each. */
    static List<Tick> ticks(long... numbers) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 4) {
            ticks.add(tick(numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]));
        }
        return ticks;
    }

    static RatioTest after(RatioTest test, List<Tick> ticks, Terms terms) {
        RatioTest next = test;
        for (Tick tick : ticks) {
            next = next.after(tick, terms);
        }
        return next;
    }

    static Terms terms(double tolerance, double dispersion, double moved) {
        return new Terms(tolerance, dispersion, moved, Pace.UNBOUNDED);
    }
}
