package dev.tidegate.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.Excess;
import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Verdict;
import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.VerdictTold;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the evidence says of a release: {@code kafka/schemas/verdict.json}. Like an alert it may say
 * more than is read here: no verdict is thrown away for that.
 *
 * @param canary for people, as are {@code stable} and {@code sentence}
 * @param bounds none at 100 %
 * @param weight in percent, of what is proven only
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record VerdictData(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String uid,
        @Nullable Long revision,
        @Nullable Long stage,
        @Nullable String canary,
        @Nullable String stable,
        @Nullable String measure,
        TallyData.@Nullable Both counts,
        @Nullable Double logEvidence,
        @Nullable Double threshold,
        @Nullable List<BoundData> bounds,
        @Nullable Double weight,
        @Nullable String sentence)
        implements EventData {

    private static final int MOST_BOUNDS = 50;

    static VerdictData of(VerdictTold told, Optional<Compared> versions) {
        Verdict verdict = told.verdict();
        Findings findings = verdict.findings();
        return new VerdictData(
                told.service().namespace(),
                told.service().name(),
                told.rolloutUid(),
                told.revision(),
                (long) told.stage(),
                versions.map(Compared::canary).orElse(null),
                versions.map(Compared::stable).orElse(null),
                findings.measure().name(),
                TallyData.Both.of(findings.counts()),
                finite(findings.logEvidence()),
                finite(findings.threshold()),
                findings.bounds().stream().map(BoundData::of).toList(),
                verdict instanceof Verdict.Proven proven ? percent(proven.weight()) : null,
                verdict.sentence());
    }

    @Override
    public RolloutEvent event(Head head) {
        String release = Check.id("data.uid", uid);
        long known = Check.number("data.revision", revision, 1);
        long step = Check.number("data.stage", stage, 0);
        if (step > Integer.MAX_VALUE) {
            throw new Invalid(
                    "data.stage",
                    "%d is no step; use the index of the step, from 0".formatted(step));
        }
        return new VerdictTold(
                head.id(), head.service(), head.time(), release, known, (int) step, verdict(head));
    }

    private Verdict verdict(Head head) {
        Findings findings =
                new Findings(
                        Measure.named(Check.id("data.measure", measure)),
                        TallyData.Both.tick("data.counts", counts),
                        Check.finite("data.logEvidence", logEvidence),
                        Check.finite("data.threshold", threshold),
                        excesses());
        String said = Check.text("data.sentence", sentence, Check.LONG);
        if (head.type() == EventType.VERDICT_WORSE) {
            return new Verdict.Worse(findings, said);
        }
        return head.type() == EventType.VERDICT_PROVEN
                ? new Verdict.Proven(findings, said, share())
                : new Verdict.Unclear(findings, said);
    }

    private List<Excess> excesses() {
        List<BoundData> all = Objects.requireNonNullElse(bounds, List.of());
        if (all.size() > MOST_BOUNDS) {
            throw new Invalid(
                    "data.bounds",
                    "has %d of them; use at most %d".formatted(all.size(), MOST_BOUNDS));
        }
        return IntStream.range(0, all.size())
                .mapToObj(i -> BoundData.excess("data.bounds." + i, all.get(i)))
                .toList();
    }

    /** In decimals, so that 7 % is read as 0.07. */
    private double share() {
        double percent = Check.finite("data.weight", weight);
        if (!(percent > 0 && percent <= 100)) {
            throw new Invalid(
                    "data.weight",
                    "%s is no weight; use more than 0 and at most 100, in percent"
                            .formatted(weight));
        }
        return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
    }

    static double percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).doubleValue();
    }

    /** JSON has no number without end. */
    private static double finite(double value) {
        return Math.clamp(value, -1e9, 1e9);
    }
}
