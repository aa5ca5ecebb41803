package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.AnalysisPlan;
import dev.tidegate.core.analysis.Compared;
import dev.tidegate.core.analysis.FalseRollback;
import dev.tidegate.core.analysis.LiveRelease;
import dev.tidegate.core.analysis.Metric;
import dev.tidegate.core.analysis.Stake;
import dev.tidegate.core.analysis.Step;

/** A live release with what it asks of its evidence, packed. */
final class PackedRelease {

    private PackedRelease() {}

    static void write(Packer out, LiveRelease release) {
        out.text(release.uid());
        out.number(release.revision());
        out.number(release.stage());
        write(out, release.versions());
        write(out, release.plan());
        write(out, release.step());
        out.each(release.routes(), out::text);
        out.truth(release.act());
    }

    static LiveRelease release(Unpacker in) {
        return new LiveRelease(
                in.text(),
                in.number(),
                Math.toIntExact(in.number()),
                compared(in),
                plan(in),
                step(in),
                in.each(in::text),
                in.truth());
    }

    static void write(Packer out, Compared versions) {
        out.text(versions.canary());
        out.text(versions.stable());
    }

    static Compared compared(Unpacker in) {
        return new Compared(in.text(), in.text());
    }

    static void write(Packer out, Step step) {
        out.real(step.weight());
        out.instant(step.settled());
        out.truth(step.coin());
    }

    static Step step(Unpacker in) {
        return new Step(in.real(), in.instant(), in.truth());
    }

    static void write(Packer out, AnalysisPlan plan) {
        out.real(plan.falseRollback().alpha());
        out.number(plan.falseRollback().lost());
        out.real(plan.tolerance());
        out.each(plan.stakes(), stake -> write(out, stake));
        out.duration(plan.warmup());
        out.real(plan.doubt());
        out.real(plan.harm());
        out.duration(plan.lag());
    }

    static AnalysisPlan plan(Unpacker in) {
        return new AnalysisPlan(
                new FalseRollback(in.real(), Math.toIntExact(in.number())),
                in.real(),
                in.each(() -> stake(in)),
                in.duration(),
                in.real(),
                in.real(),
                in.duration());
    }

    static void write(Packer out, Stake stake) {
        out.text(stake.metric().name());
        out.each(stake.metric().measures(), measure -> PackedCounts.write(out, measure));
        out.real(stake.part());
        out.real(stake.excess());
    }

    static Stake stake(Unpacker in) {
        return new Stake(
                new Metric(in.text(), in.each(() -> PackedCounts.measure(in))),
                in.real(),
                in.real());
    }
}
