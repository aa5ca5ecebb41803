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

    private static boolean isNamespace(String key) {
        try {
            return DnsLabel.require("key", key).equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
