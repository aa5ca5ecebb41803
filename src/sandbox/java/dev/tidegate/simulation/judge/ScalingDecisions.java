package dev.tidegate.simulation.judge;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scaling;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.simulation.api.Change;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was decided of pods, and what of it a write carries out. */
final class ScalingDecisions {

    /** A look at routes and releases is no older than this when the write is sent. */
    private static final long FRESH_MICROS = 90_000_000;

    /**
     * A decision as it was committed.
     *
     * @param life since when its process ran
     * @param decided when, by the world's clock
     * @param committed when it was written
     */
    record Decided(
            Rollout rollout,
            Version version,
            Scaling scaling,
            String by,
            long life,
            long decided,
            long committed) {

        String uid() {
            return rollout.identity().uid();
        }
    }

    private final Facts facts;
    private final List<Decided> all = new ArrayList<>();

    ScalingDecisions(Facts facts) {
        this.facts = facts;
    }

    /** The scalings of both versions. */
    static Stream<Version> versions(Rollout rollout) {
        return Stream.concat(Stream.of(rollout.canary()), rollout.stable().stream()).distinct();
    }

    /** Those that the commit decides. */
    List<Decided> committed(Change change, @Nullable Rollout before, Rollout after) {
        List<Decided> added = new ArrayList<>();
        versions(after)
                .forEach(
                        version -> {
                            Optional<Scaling> now = Scalings.of(after, version);
                            boolean known =
                                    before != null && Scalings.of(before, version).equals(now);
                            now.filter(s -> !known && s.state() == Scaling.State.WANTED)
                                    .ifPresent(s -> added.add(decided(change, after, version, s)));
                        });
        all.addAll(added);
        return added;
    }

    private Decided decided(Change change, Rollout rollout, Version version, Scaling scaling) {
        Clocks clocks = facts.clocks();
        return new Decided(
                rollout,
                version,
                scaling,
                change.by(),
                clocks.begun(change.by()),
                clocks.micros(change.by(), scaling.at(), change.micros()),
                change.micros());
    }

    /** The last one that says so. */
    Optional<Decided> of(ServiceKey service, String version, long from, long to) {
        return all.reversed().stream()
                .filter(d -> d.rollout().service().equals(service))
                .filter(d -> d.version().name().equals(version))
                .filter(d -> d.scaling().from() == from && d.scaling().to() == to)
                .findFirst();
    }

    /**
     * When the writer has looked at the latest: in its life, and after the decision where that is
     * another's.
     */
    long looked(Decided decided, Change write) {
        long begun = facts.clocks().begun(write.by());
        boolean same =
                decided.by().equals(write.by())
                        && (begun == decided.life() || begun > write.sent());
        long from = same ? decided.decided() : Math.max(decided.committed(), begun);
        return Math.max(from, write.sent() - FRESH_MICROS) - Clocks.GRAIN_MICROS;
    }
}
