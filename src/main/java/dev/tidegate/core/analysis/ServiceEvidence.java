package dev.tidegate.core.analysis;

import java.util.Map;
import java.util.Optional;

/**
 * All that the analysis knows of a service: a function of what it heard, in that order. Immutable.
 *
 * @param observers the last reading of each, by observer and route
 * @param source where the readings come from; empty before the first
 * @param versions what is known of how each version's requests are bad, by its name
 * @param followed the release that is live; empty when none is
 * @param ended the release that was live before
 * @param omitted the readings that were left out
 */
public record ServiceEvidence(
        Observers observers,
        Optional<PinnedSource> source,
        Map<String, KnownVersion> versions,
        Optional<FollowedRelease> followed,
        EndedRelease ended,
        Omitted omitted) {

    /** Before anything was heard. */
    public static final ServiceEvidence NONE =
            new ServiceEvidence(
                    Observers.NONE,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    EndedRelease.NONE,
                    Omitted.NONE);

    public ServiceEvidence {
        versions = Map.copyOf(versions);
    }

    /** Whether nothing of it is worth keeping. */
    public boolean forgotten() {
        return observers.last().isEmpty() && versions.isEmpty() && followed.isEmpty();
    }

    Baseline baseline(String version) {
        KnownVersion known = versions.get(version);
        return known == null ? Baseline.NONE : known.baseline();
    }

    ServiceEvidence observed(Observers next) {
        return new ServiceEvidence(next, source, versions, followed, ended, omitted);
    }

    ServiceEvidence from(PinnedSource next, Observers kept) {
        return new ServiceEvidence(kept, Optional.of(next), versions, followed, ended, omitted);
    }

    ServiceEvidence knowing(Map<String, KnownVersion> next) {
        return new ServiceEvidence(observers, source, next, followed, ended, omitted);
    }

    ServiceEvidence following(FollowedRelease next) {
        return new ServiceEvidence(observers, source, versions, Optional.of(next), ended, omitted);
    }

    ServiceEvidence over() {
        return new ServiceEvidence(
                observers,
                source,
                versions,
                Optional.empty(),
                followed.map(FollowedRelease::ended).orElse(ended),
                omitted);
    }

    ServiceEvidence omitting(String why) {
        return new ServiceEvidence(
                observers, source, versions, followed, ended, omitted.another(why));
    }
}
