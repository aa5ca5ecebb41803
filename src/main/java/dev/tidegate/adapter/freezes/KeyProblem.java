package dev.tidegate.adapter.freezes;

import java.util.Set;

/**
 * A key of the ConfigMap of freezes that can be no namespace.
 *
 * @param map the ConfigMap's namespace and name
 * @param value what stands there, on one line
 */
record KeyProblem(String map, FreezeKey key, String value) {

    /** For a person: what is wrong, what it is taken for, and what would be right. */
    @Override
    public String toString() {
        Set<String> meant = key.meant();
        return "ConfigMap %s: the key \"%s\" (value \"%s\") is no namespace and %s"
                .formatted(
                        map,
                        key.written(),
                        value,
                        meant.isEmpty()
                                ? "freezes nothing; write the name of one, or _all for all"
                                : "is taken for %s; write what you mean: %s"
                                        .formatted(String.join(" and ", meant), right(meant)));
    }

    private static String right(Set<String> meant) {
        return meant.contains(FreezeKey.ALL)
                ? "_all for all namespaces, or the name of one"
                : "the name of one, or _all for all";
    }
}
