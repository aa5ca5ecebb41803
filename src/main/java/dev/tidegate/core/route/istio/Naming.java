package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a destination of a route tells which version it is. */
sealed interface Naming permits SubsetNaming, HostNaming {

    /**
     * The version a destination leads to; empty when it is not one of the service's.
     *
     * @param namespace of the VirtualService, to which a short host belongs
     */
    Optional<Version> versionOf(Map<String, Object> destination, String namespace);

    /** Whether a destination leads to the pods of every version alike. */
    boolean isWhole(Map<String, Object> destination, String namespace);

    /** Full names of the hosts by which {@code version} is reached. */
    Set<String> hostsOf(Version version);

    /** Points a copy of another version's destination to {@code version}; all else in it stays. */
    void point(Map<String, Object> destination, Version version, String namespace);

    /** What a destination of the service looks like, for a message. */
    String looksLike();
}
