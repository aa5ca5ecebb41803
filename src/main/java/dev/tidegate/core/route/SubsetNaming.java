package dev.tidegate.core.route;

import dev.tidegate.core.distribution.Version;

import java.util.Map;
import java.util.Optional;

/**
 * Subset mode: every version has the service's host, and a subset of its own name.
 *
 * @param host the full name of the service's host
 */
record SubsetNaming(String host) implements Naming {

    @Override
    public Optional<Version> versionOf(Map<String, Object> destination, String namespace) {
        return Hostname.full(Tree.text(destination, "host"), namespace).equals(host)
                ? Naming.version(Tree.text(destination, "subset"))
                : Optional.empty();
    }

    @Override
    public void point(Map<String, Object> destination, Version version, String namespace) {
        destination.put("subset", version.name());
    }

    @Override
    public String looksLike() {
        return "host " + host + " with a subset";
    }
}
