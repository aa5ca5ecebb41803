package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.Counts;
import dev.tidegate.core.analysis.Dispersion;
import dev.tidegate.core.analysis.Measure;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.Tally;
import dev.tidegate.core.analysis.Tick;

import java.util.Map;

/** What was counted, packed. */
final class PackedCounts {

    private PackedCounts() {}

    static void write(Packer out, Reading reading) {
        out.text(reading.observer());
        out.instant(reading.at());
        out.instant(reading.received());
        out.each(
                reading.versions().entrySet(),
                version -> {
                    out.text(version.getKey());
                    counts(out, version.getValue().byMeasure());
                });
    }

    private static void counts(Packer out, Map<String, Tally> counts) {
        out.each(
                counts.entrySet(),
                count -> {
                    out.text(count.getKey());
                    tally(out, count.getValue());
                });
    }

    static Reading reading(Unpacker in) {
        return new Reading(
                in.text(),
                in.instant(),
                in.instant(),
                in.named(() -> new Counts(in.named(() -> tally(in)))));
    }

    static void write(Packer out, Dispersion known) {
        out.real(known.seconds());
        out.real(known.bad());
        out.real(known.requests());
        out.real(known.squares());
        out.real(known.largest());
        out.each(known.last(), tally -> tally(out, tally));
        out.instant(known.opened());
        tally(out, known.open());
        out.instant(known.until());
        out.duration(known.seen());
    }

    static Dispersion dispersion(Unpacker in) {
        return new Dispersion(
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.real(),
                in.each(() -> tally(in)),
                in.instant(),
                tally(in),
                in.instant(),
                in.duration());
    }

    static void write(Packer out, Measure measure) {
        out.text(measure.name());
        out.text(measure.one());
        out.text(measure.many());
    }

    static Measure measure(Unpacker in) {
        return new Measure(in.text(), in.text(), in.text());
    }

    static void write(Packer out, Tick tick) {
        tally(out, tick.canary());
        tally(out, tick.stable());
    }

    static Tick tick(Unpacker in) {
        return new Tick(tally(in), tally(in));
    }

    static void tally(Packer out, Tally tally) {
        out.number(tally.requests());
        out.number(tally.bad());
    }

    static Tally tally(Unpacker in) {
        return new Tally(in.number(), in.number());
    }
}
