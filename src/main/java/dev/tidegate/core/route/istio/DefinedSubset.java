package dev.tidegate.core.route.istio;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.route.Tree;

import java.util.Map;
import java.util.Optional;

/**
 * A subset of a DestinationRule. Istio chooses its pods by labels alone: its name means nothing.
 *
 * @param rule names the DestinationRule for a person
 */
record DefinedSubset(String rule, Map<String, Object> tree) {

    String name() {
        return Tree.text(tree, "name");
    }

    /** Whether it is sure to select pods of {@code version}: it names them, or selects all. */
    boolean meets(String versionLabel, Version version) {
        return labels().isEmpty() || Tree.text(labels(), versionLabel).equals(version.name());
    }

    /** Whether it chooses by labels, and they do not keep the pods of {@code version} out. */
    boolean maySelect(String versionLabel, Version version) {
        String value = Tree.text(labels(), versionLabel);
        return !labels().isEmpty() && (value.isEmpty() || value.equals(version.name()));
    }

    /**
     * The problem, if the subset of {@code version} selects other pods than that version's. One
     * that has the version in another label only is taken to select its own.
     */
    Optional<String> mislabelled(String versionLabel, Version version) {
        String value = Tree.text(labels(), versionLabel);
        if (value.isEmpty()
                ? labels().containsValue(version.name())
                : value.equals(version.name())) {
            return Optional.empty();
        }
        return Optional.of(
                value.isEmpty()
                        ? "%s: subset \"%s\" does not select %s=%s but %s; add the label, or name another one in route.versionLabel"
                                .formatted(
                                        rule,
                                        version,
                                        versionLabel,
                                        version,
                                        labels().isEmpty()
                                                ? "every pod"
                                                : labels().toString().replaceAll("[{}]", ""))
                        : "%s: subset \"%s\" selects %s=%s; a subset selects its own version"
                                .formatted(rule, version, versionLabel, value));
    }

    private Map<String, Object> labels() {
        return Tree.map(tree, "labels");
    }
}
