package dev.tidegate.core.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * All that is known of a release from its readings. A function of them: the same readings give the
 * same evidence. Immutable.
 *
 * @param began when the canary got its first traffic, or the evidence was lost
 * @param heard the end of the latest interval
 * @param played until when the reserve has come into play
 * @param split the requests of this step
 */
public record Evidence(
        Compared versions,
        AnalysisPlan plan,
        Instant began,
        Instant heard,
        Instant played,
        Step step,
        SplitCheck split,
        List<StakeEvidence> stakes) {

    public Evidence {
        stakes = List.copyOf(stakes);
    }

    /** Before the first request of the canary. */
    public static Evidence begin(
            Compared versions, AnalysisPlan plan, Baseline baseline, Instant at, Step step) {
        List<StakeEvidence> stakes =
                plan.stakes().stream().map(stake -> StakeEvidence.begin(stake, baseline)).toList();
        return new Evidence(versions, plan, at, at, at, step, SplitCheck.begin(), stakes);
    }

    /** In the next step. Bounds and the check of the split begin anew; the test goes on. */
    public Evidence moved(Step next) {
        List<StakeEvidence> all =
                stakes.stream()
                        .map(known -> known.each(next(next, known.stake())).nextStep())
                        .toList();
        return new Evidence(versions, plan, began, heard, played, next, SplitCheck.begin(), all);
    }

    /**
     * In the same step, which has settled later than was thought, before anything of it counted.
     */
    Evidence settling(Step same) {
        return new Evidence(versions, plan, began, heard, played, same, split, stakes);
    }

    /** Whether nothing was counted in this step. */
    boolean untouched() {
        return stakes.stream()
                .flatMap(known -> known.measures().stream())
                .allMatch(known -> known.step().equals(Tick.NONE));
    }

    private UnaryOperator<MeasureEvidence> next(Step next, Stake stake) {
        double level =
                plan.falseRollback().bakeLevel() * stake.part() / stake.metric().measures().size();
        return known ->
                !next.whole()
                        ? known.nextSplit()
                        : step.whole() ? known : known.nextWhole(level, !wrongSplit());
    }

    /** After what one observer saw between two readings. */
    public Evidence after(Interval interval) {
        boolean counts = step.holds(interval);
        Duration passed = Duration.between(played, interval.to());
        double moved = LateFaults.STANDARD.moved(Duration.between(began, played), passed);
        Pace pace =
                Pace.of(seconds(passed), seconds(Duration.between(interval.from(), interval.to())));
        SplitCheck checked = counts ? split.after(requests(interval)) : split;
        boolean right = !wrong(checked);
        boolean some = counts && right && comparable(interval);
        List<StakeEvidence> next =
                stakes.stream()
                        .map(
                                known ->
                                        known.each(
                                                measure ->
                                                        learnt(
                                                                counts
                                                                        ? seen(
                                                                                measure, interval,
                                                                                moved, pace, right)
                                                                        : measure,
                                                                interval)))
                        .toList();
        return new Evidence(
                versions,
                plan,
                began,
                later(heard, interval.to()),
                some ? later(played, interval.to()) : played,
                step,
                checked,
                next);
    }

    private MeasureEvidence seen(
            MeasureEvidence known, Interval interval, double moved, Pace pace, boolean right) {
        Tick tick = versions.tick(interval, known.measure());
        double tolerance = plan.toleranceAt(Duration.between(began, interval.from()));
        Terms terms = new Terms(tolerance, known.dispersion().value(), moved, pace);
        return step.whole()
                ? known.whole(tick, terms)
                : known.split(tick, terms, step.coin() && right);
    }

    private MeasureEvidence learnt(MeasureEvidence known, Interval interval) {
        Tally stable = versions.tick(interval, known.measure()).stable();
        return known.learnt(known.dispersion().after(interval.from(), interval.to(), stable));
    }

    private Tick requests(Interval interval) {
        return versions.tick(interval, stakes.getFirst().measures().getFirst().measure());
    }

    private boolean comparable(Interval interval) {
        Tick tick = requests(interval);
        return step.whole() ? tick.canary().requests() > 0 : tick.comparable();
    }

    private static double seconds(Duration time) {
        return Math.max(0, time.toMillis() / 1e3);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /**
     * Whether the canary has another share of the requests than was wanted: then other requests may
     * be compared, and the test counts none.
     */
    boolean wrongSplit() {
        return wrong(split);
    }

    private boolean wrong(SplitCheck checked) {
        return step.coin() && checked.wrong(step.weight());
    }

    /** Whether the canary is worse; what {@link Judge} says, without what it costs to say why. */
    boolean worse() {
        FalseRollback chance = plan.falseRollback();
        return !wrongSplit()
                && (step.whole()
                        ? logBake() >= chance.bakeThreshold()
                        : logSplit() >= chance.splitThreshold());
    }

    /** A metric by which no request of the canary was counted in this step; none is missing. */
    Optional<Stake> uncounted() {
        return stakes.stream()
                .filter(known -> known.proof().step().canary().requests() == 0)
                .map(StakeEvidence::stake)
                .findFirst();
    }

    /** Whether there is anything to compare with at 100 %. */
    boolean baking() {
        return stakes.stream()
                .flatMap(known -> known.measures().stream())
                .anyMatch(known -> known.bake() != null);
    }

    /** How many failures the canary had that it had not at stable's rate; 0 when none. */
    public double harmed() {
        return stakes.stream().mapToDouble(known -> harmed(known.proof().total())).max().orElse(0);
    }

    private static double harmed(Tick total) {
        return Math.max(
                0, total.canary().bad() - total.canary().requests() * total.stable().rate());
    }

    /** ln E of the comparison of both versions. */
    public double logSplit() {
        return log(known -> known.test().logEvidence());
    }

    /** ln E of the test at 100 %. */
    public double logBake() {
        return log(MeasureEvidence::logBake);
    }

    private double log(ToDoubleFunction<MeasureEvidence> log) {
        return stakes.stream()
                .mapToDouble(known -> known.log(log))
                .reduce(Double.NEGATIVE_INFINITY, LogSums::add);
    }

    /** The measure that says most against the canary. */
    MeasureEvidence leading(ToDoubleFunction<MeasureEvidence> log) {
        return stakes.stream()
                .max(Comparator.comparingDouble(known -> known.log(log)))
                .orElseThrow()
                .leading(log);
    }
}
