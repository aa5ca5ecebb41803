package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.core.event.FreezeScope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a ConfigMap freezes: each key is a namespace, or {@value FreezeKey#ALL} for every one, and
 * its value the reason, whatever it is. A key that can be no namespace freezes what may be meant by
 * it, and hinders no other.
 *
 * @param reasons why, by the right key
 * @param problems what is wrong with keys, each a sentence for a person
 * @param version of the ConfigMap; empty when there is none
 */
record Frozen(Map<String, String> reasons, List<String> problems, String version) {

    /** Nothing. */
    static final Frozen NOTHING = new Frozen(Map.of(), List.of(), "");

    Frozen {
        reasons = Map.copyOf(reasons);
        problems = List.copyOf(problems);
    }

    /** What this ConfigMap freezes. */
    static Frozen of(ApiObject map) {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Map<String, Object> all = new LinkedHashMap<>(map.map("binaryData"));
        all.replaceAll((_, _) -> "its reason is no text");
        all.putAll(map.map("data"));
        all.forEach(
                (key, value) -> {
                    if (new FreezeKey(key).right()) {
                        reasons.put(key, FreezeReason.shown(String.valueOf(value)));
                    }
                });
        all.forEach(
                (written, value) -> {
                    FreezeKey key = new FreezeKey(written);
                    if (!key.right()) {
                        String reason = FreezeReason.shown(String.valueOf(value));
                        String problem = new KeyProblem(map.key(), key, reason).toString();
                        problems.add(problem);
                        key.meant().forEach(meant -> reasons.putIfAbsent(meant, problem));
                    }
                });
        return new Frozen(reasons, problems, map.version());
    }

    /** The key of a scope. */
    static String key(FreezeScope scope) {
        return scope.namespace().orElse(FreezeKey.ALL);
    }

    /** Why the namespace is frozen, as a sentence for a person; empty when it is not. */
    Optional<String> in(String namespace) {
        return sentence(FreezeScope.ALL, "--all")
                .or(() -> sentence(FreezeScope.of(namespace), namespace));
    }

    private Optional<String> sentence(FreezeScope scope, String argument) {
        return Optional.ofNullable(reasons.get(key(scope)))
                .map(
                        reason ->
                                "%s %s frozen%s; tidegate unfreeze %s ends that"
                                        .formatted(
                                                scope,
                                                scope.equals(FreezeScope.ALL) ? "are" : "is",
                                                reason.isEmpty() ? "" : ": " + reason,
                                                argument));
    }

    /** What is frozen in one of the two and not, or for another reason, in the other. */
    Set<FreezeScope> changed(Frozen other) {
        Set<String> keys = new TreeSet<>(reasons.keySet());
        keys.addAll(other.reasons.keySet());
        keys.removeIf(
                key ->
                        Optional.ofNullable(reasons.get(key))
                                .equals(Optional.ofNullable(other.reasons.get(key))));
        return keys.stream()
                .map(key -> key.equals(FreezeKey.ALL) ? FreezeScope.ALL : FreezeScope.of(key))
                .collect(Collectors.toSet());
    }
}
