package dev.tidegate.core.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * What is known by one metric.
 *
 * @param bounded the measure by which it is proven, chosen before the step
 */
public record StakeEvidence(Stake stake, List<MeasureEvidence> measures, Measure bounded) {

    /** Where stable exceeds a boundary this often, a slower canary would hardly be seen. */
    private static final double TAIL = 0.01;

    public StakeEvidence {
        measures = List.copyOf(measures);
    }

    static StakeEvidence begin(Stake stake, Baseline baseline) {
        List<MeasureEvidence> measures =
                stake.metric().measures().stream()
                        .map(measure -> MeasureEvidence.begin(measure, baseline))
                        .toList();
        return new StakeEvidence(stake, measures, tail(measures));
    }

    StakeEvidence each(UnaryOperator<MeasureEvidence> change) {
        return new StakeEvidence(stake, measures.stream().map(change).toList(), bounded);
    }

    /** The same, proven from now on by what stable's latest requests suggest. */
    StakeEvidence nextStep() {
        return new StakeEvidence(stake, measures, tail(measures));
    }

    /** The first measure by which hardly any of stable's requests is bad; the last one if none. */
    private static Measure tail(List<MeasureEvidence> measures) {
        return measures.stream()
                .filter(known -> known.dispersion().seconds() > 0)
                .filter(known -> known.dispersion().rate() <= TAIL)
                .findFirst()
                .orElse(measures.getLast())
                .measure();
    }

    /** What is known by the measure by which it is proven. */
    MeasureEvidence proof() {
        return measures.stream()
                .filter(known -> known.measure().equals(bounded))
                .findFirst()
                .orElse(measures.getLast());
    }

    /** The measure with the most evidence. */
    MeasureEvidence leading(ToDoubleFunction<MeasureEvidence> log) {
        return measures.stream().max(Comparator.comparingDouble(log)).orElseThrow();
    }

    /** ln of the metric's part of all evidence: the mean of its measures. */
    double log(ToDoubleFunction<MeasureEvidence> log) {
        return Math.log(stake.part()) + LogSums.mean(measures.stream().mapToDouble(log).toArray());
    }
}
