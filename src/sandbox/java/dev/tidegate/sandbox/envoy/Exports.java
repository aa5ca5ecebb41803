package dev.tidegate.sandbox.envoy;

import java.util.HashSet;
import java.util.Set;

/**
 * To which namespaces an object shows itself.
 *
 * @param home the object's own, which {@code .} stands for
 * @param to its {@code exportTo}; empty for all
 */
record Exports(String home, Set<String> to) {

    private static final String ALL = "*";
    private static final String OWN = ".";

    Exports {
        to = Set.copyOf(to);
    }

    static Exports of(Fields spec, String home) {
        return new Exports(home, new HashSet<>(spec.texts("exportTo")));
    }

    boolean everywhere() {
        return to.isEmpty() || to.contains(ALL);
    }

    boolean atHome() {
        return to.contains(OWN) || to.contains(home);
    }

    /** Whether nobody else is meant. */
    boolean onlyHome() {
        return to.equals(Set.of(OWN)) || to.equals(Set.of(home));
    }

    boolean showsTo(String namespace) {
        return everywhere() || to.contains(namespace) || (atHome() && home.equals(namespace));
    }

    /** In istiod's order: what is private comes first, then what is named, then what all see. */
    int rank(String namespace) {
        if (everywhere()) {
            return 2;
        }
        return home.equals(namespace) ? 0 : 1;
    }
}
