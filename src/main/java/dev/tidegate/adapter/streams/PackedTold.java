package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.Excess;
import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Reason;
import dev.tidegate.core.analysis.Told;
import dev.tidegate.core.analysis.Verdict;

/** What was told of a release, packed. */
final class PackedTold {

    private PackedTold() {}

    static void write(Packer out, Told told) {
        out.optional(
                told.worse(),
                worse -> {
                    write(out, worse.findings());
                    out.text(worse.sentence());
                });
        out.text(told.reason().name());
        out.instant(told.at());
        out.real(told.proven());
        out.instant(told.judged());
        out.number(told.omitted());
    }

    static Told told(Unpacker in) {
        return new Told(
                in.optional(() -> new Verdict.Worse(findings(in), in.text())),
                Reason.valueOf(in.text()),
                in.instant(),
                in.real(),
                in.instant(),
                in.number());
    }

    private static void write(Packer out, Findings findings) {
        PackedCounts.write(out, findings.measure());
        PackedCounts.write(out, findings.counts());
        out.real(findings.logEvidence());
        out.real(findings.threshold());
        out.each(
                findings.bounds(),
                bound -> {
                    PackedCounts.write(out, bound.measure());
                    PackedCounts.write(out, bound.step());
                    out.real(bound.upper());
                    out.real(bound.lower());
                    out.real(bound.most());
                    out.real(bound.allowed());
                });
    }

    private static Findings findings(Unpacker in) {
        return new Findings(
                PackedCounts.measure(in),
                PackedCounts.tick(in),
                in.real(),
                in.real(),
                in.each(
                        () ->
                                new Excess(
                                        PackedCounts.measure(in),
                                        PackedCounts.tick(in),
                                        in.real(),
                                        in.real(),
                                        in.real(),
                                        in.real())));
    }
}
