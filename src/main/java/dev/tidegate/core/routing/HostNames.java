package dev.tidegate.core.routing;

import dev.tidegate.core.distribution.Version;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which host a version is reached by, where each has a host of its own. */
public sealed interface HostNames permits HostTemplate, HostTable {

    /** The policy's field, for a message. */
    String field();

    /** The host of a version as the policy has it; empty when the policy gives it none. */
    Optional<String> host(Version version);

    /**
     * The version that a host is of; empty when it is of none.
     *
     * @param host its full name
     * @param full completes a host of the policy to its full name
     */
    Optional<Version> versionOf(String host, UnaryOperator<String> full);

    /** All there can be, for a message. */
    String words(UnaryOperator<String> full);
}
