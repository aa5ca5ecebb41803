package dev.tidegate.adapter.streams;

import dev.tidegate.core.analysis.Baseline;
import dev.tidegate.core.analysis.EndedRelease;
import dev.tidegate.core.analysis.FollowedRelease;
import dev.tidegate.core.analysis.KnownVersion;
import dev.tidegate.core.analysis.Observers;
import dev.tidegate.core.analysis.Omitted;
import dev.tidegate.core.analysis.PinnedSource;
import dev.tidegate.core.analysis.Reading;
import dev.tidegate.core.analysis.ServiceEvidence;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of a service as the changelog holds it: a byte that is the version of the form,
 * then the rest. About 6 KB with 20 proxies.
 */
final class PackedService {

    private static final byte FORM = 1;

    private PackedService() {}

    static byte[] bytes(ServiceEvidence state) {
        Packer out = new Packer();
        out.number(FORM);
        out.each(state.observers().last().values(), reading -> PackedCounts.write(out, reading));
        out.optional(
                state.source(),
                source -> {
                    out.text(source.name());
                    out.instant(source.heard());
                });
        out.each(state.versions().entrySet(), version -> write(out, version));
        out.optional(state.followed(), followed -> write(out, followed));
        out.text(state.ended().uid());
        out.number(state.ended().revision());
        out.number(state.omitted().count());
        out.text(state.omitted().last());
        return out.bytes();
    }

    /** The state; empty when the bytes are of another form, or cannot be read. */
    static Optional<ServiceEvidence> read(byte[] bytes) {
        try {
            Unpacker in = new Unpacker(bytes);
            return in.number() == FORM ? Optional.of(state(in)) : Optional.empty();
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ServiceEvidence state(Unpacker in) {
        return new ServiceEvidence(
                new Observers(
                        in.each(() -> PackedCounts.reading(in)).stream()
                                .collect(Collectors.toMap(Reading::observer, reading -> reading))),
                in.optional(() -> new PinnedSource(in.text(), in.instant())),
                in.named(() -> version(in)),
                in.optional(() -> followed(in)),
                new EndedRelease(in.text(), in.number()),
                new Omitted(in.number(), in.text()));
    }

    private static void write(Packer out, Map.Entry<String, KnownVersion> version) {
        out.text(version.getKey());
        out.each(
                version.getValue().baseline().byMeasure().entrySet(),
                known -> {
                    out.text(known.getKey());
                    PackedCounts.write(out, known.getValue());
                });
        out.instant(version.getValue().read());
    }

    private static KnownVersion version(Unpacker in) {
        return new KnownVersion(
                new Baseline(in.named(() -> PackedCounts.dispersion(in))), in.instant());
    }

    private static void write(Packer out, FollowedRelease followed) {
        PackedRelease.write(out, followed.release());
        PackedEvidence.write(out, followed.evidence());
        out.optional(followed.before(), before -> PackedEvidence.write(out, before));
        out.instant(followed.heard());
        out.truth(followed.fed());
        PackedTold.write(out, followed.told());
    }

    private static FollowedRelease followed(Unpacker in) {
        return new FollowedRelease(
                PackedRelease.release(in),
                PackedEvidence.evidence(in),
                in.optional(() -> PackedEvidence.evidence(in)),
                in.instant(),
                in.truth(),
                PackedTold.told(in));
    }
}
