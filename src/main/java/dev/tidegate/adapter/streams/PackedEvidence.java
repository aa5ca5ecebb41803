package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.Evidence;
import dev.tidegate.core.analysis.Grid;
import dev.tidegate.core.analysis.MeasureEvidence;
import dev.tidegate.core.analysis.RateTest;
import dev.tidegate.core.analysis.RatioTest;
import dev.tidegate.core.analysis.SplitCheck;
import dev.tidegate.core.analysis.StakeEvidence;
import dev.tidegate.core.analysis.Wealth;

import java.util.List;
import java.util.Optional;

/** The evidence of a release, packed. */
final class PackedEvidence {

    private PackedEvidence() {}

    static void write(Packer out, Evidence evidence) {
        PackedRelease.write(out, evidence.versions());
        PackedRelease.write(out, evidence.plan());
        out.instant(evidence.began());
        out.instant(evidence.heard());
        out.instant(evidence.played());
        PackedRelease.write(out, evidence.step());
        out.number(evidence.split().canary());
        out.number(evidence.split().stable());
        out.each(evidence.stakes(), stake -> write(out, stake));
    }

    static Evidence evidence(Unpacker in) {
        return new Evidence(
                PackedRelease.compared(in),
                PackedRelease.plan(in),
                in.instant(),
                in.instant(),
                in.instant(),
                PackedRelease.step(in),
                new SplitCheck(in.number(), in.number()),
                in.each(() -> stake(in)));
    }

    private static void write(Packer out, StakeEvidence known) {
        PackedRelease.write(out, known.stake());
        out.each(known.measures(), measure -> write(out, measure));
        PackedCounts.write(out, known.bounded());
    }

    private static StakeEvidence stake(Unpacker in) {
        return new StakeEvidence(
                PackedRelease.stake(in), in.each(() -> measure(in)), PackedCounts.measure(in));
    }

    private static void write(Packer out, MeasureEvidence known) {
        PackedCounts.write(out, known.measure());
        write(out, known.test().grid());
        write(out, known.test().wealth());
        PackedCounts.write(out, known.dispersion());
        PackedCounts.write(out, known.total());
        PackedCounts.write(out, known.step());
        out.optional(
                Optional.ofNullable(known.bake()),
                test -> {
                    out.real(test.limit());
                    write(out, test.grid());
                    write(out, test.wealth());
                });
    }

    private static MeasureEvidence measure(Unpacker in) {
        return new MeasureEvidence(
                PackedCounts.measure(in),
                new RatioTest(grid(in), wealth(in)),
                PackedCounts.dispersion(in),
                PackedCounts.tick(in),
                PackedCounts.tick(in),
                in.optional(() -> new RateTest(in.real(), grid(in), wealth(in))).orElse(null));
    }

    /** The usual one is empty. */
    private static void write(Packer out, Grid grid) {
        out.each(grid.equals(Grid.STANDARD) ? List.of() : grid.multiples(), out::real);
    }

    private static Grid grid(Unpacker in) {
        List<Double> multiples = in.each(in::real);
        return multiples.isEmpty() ? Grid.STANDARD : new Grid(multiples);
    }

    private static void write(Packer out, Wealth wealth) {
        double[] bets = wealth.logBets();
        double[] ceilings = wealth.logCeilings();
        out.number(bets.length);
        for (int i = 0; i < bets.length; i++) {
            out.real(bets[i]);
            out.real(ceilings[i]);
        }
        out.real(wealth.logReserve());
    }

    private static Wealth wealth(Unpacker in) {
        List<double[]> bets = in.each(() -> new double[] {in.real(), in.real()});
        return Wealth.of(
                bets.stream().mapToDouble(bet -> bet[0]).toArray(),
                bets.stream().mapToDouble(bet -> bet[1]).toArray(),
                in.real());
    }
}
