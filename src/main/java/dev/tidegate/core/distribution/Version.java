package dev.tidegate.core.distribution;

import java.util.Optional;

/**
 * One version of a service, such as {@code v2}: the name of its Istio subset and the value of its
 * pods' version label.
 *
 * @param name a DNS label, because Istio asks that of a subset's name: write {@code 1-4-2} for
 *     1.4.2
 */
public record Version(String name) implements Comparable<Version> {

    public Version {
        DnsLabel.require("version", name);
    }

    /** The version of this name; empty when none can have it. */
    public static Optional<Version> parse(String name) {
        try {
            return Optional.of(new Version(name));
        } catch (IllegalArgumentException noLabel) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Version other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
