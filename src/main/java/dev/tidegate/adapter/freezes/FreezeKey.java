package dev.tidegate.adapter.freezes;

import dev.tidegate.core.distribution.DnsLabel;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key of the ConfigMap of freezes. One that can be no namespace, such as {@code Shop}, is taken
 * for each that may be meant by it: better one freeze too many than one that somebody relies on and
 * that is not there.
 */
record FreezeKey(String written) {

    /** The key that stands for every namespace: no namespace can have this name. */
    static final String ALL = "_all";

    /** Whether it is a namespace, or {@value #ALL}. */
    boolean right() {
        return written.equals(ALL) || isNamespace(written);
    }

    /** The right keys that may be meant; empty when none can be. */
    Set<String> meant() {
        if (right()) {
            return Set.of(written);
        }
        String small = written.toLowerCase(Locale.ROOT);
        String bare = small.replaceAll("[._]", "");
        if (bare.replace("-", "").equals("all")) {
            return Set.of(ALL);
        }
        Set<String> names = new TreeSet<>();
        for (String name : List.of(bare, small.replaceAll("[._]", "-"))) {
            String label = name.replaceAll("^-+|-+$", "");
            if (isNamespace(label)) {
                names.add(label);
            }
        }
        return names;
    }

    /**
     * What is wrong with it, as a sentence for a person.
     *
     * @param map the ConfigMap's namespace and name
     * @param value what stands there, on one line
     */
    String problem(String map, String value) {
        Set<String> meant = meant();
        String wrong =
                "ConfigMap %s: the key \"%s\" (value \"%s\") is no namespace and "
                        .formatted(map, written, value);
        return wrong
                + (meant.isEmpty()
                        ? "freezes nothing; write the name of one, or %s for all".formatted(ALL)
                        : "is taken for %s; write what you mean: %s"
                                .formatted(
                                        String.join(" and ", meant),
                                        meant.contains(ALL)
                                                ? ALL + " for all namespaces, or the name of one"
                                                : "the name of one, or " + ALL + " for all"));
    }

    private static boolean isNamespace(String key) {
        try {
            return DnsLabel.require("key", key).equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
