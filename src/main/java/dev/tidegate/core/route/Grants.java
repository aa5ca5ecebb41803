package dev.tidegate.core.route;

import dev.tidegate.core.event.ServiceKey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy may move: the objects of its own namespace, and those of another that grants it
 * them, by the annotation {@code tidegate.dev/granted-to} on the object or by a ReferenceGrant of
 * the Gateway API. Otherwise whoever may write a policy would move everybody's traffic with
 * Tidegate's rights.
 */
record Grants(ServiceKey policy, Objects objects) {

    static final String REFERENCE_GRANT = "ReferenceGrant";
    private static final String GRANTED_TO = "tidegate.dev/granted-to";

    /** Why the policy may not move the object; empty when it may. */
    Optional<String> missing(String kind, String namespace, String name) {
        return granted(kind, namespace, name)
                ? Optional.empty()
                : Optional.of(
                        "%s %s/%s is of another namespace, which does not grant it to RolloutPolicy %s; annotate it with %s: \"%s\", or name it in a ReferenceGrant of namespace %s"
                                .formatted(
                                        kind,
                                        namespace,
                                        name,
                                        policy,
                                        GRANTED_TO,
                                        policy,
                                        namespace));
    }

    boolean granted(String kind, String namespace, String name) {
        return namespace.equals(policy.namespace())
                || objects.find(kind, namespace, name).filter(this::annotated).isPresent()
                || objects.all().stream()
                        .filter(o -> o.kind().equals(REFERENCE_GRANT))
                        .filter(o -> o.namespace().equals(namespace))
                        .anyMatch(o -> refers(Tree.map(o.tree(), "spec"), kind, name));
    }

    private boolean annotated(ObservedObject object) {
        List<String> names = Annotations.words(Annotations.get(object.tree(), GRANTED_TO));
        return names.contains(policy.toString()) || names.contains(policy.namespace() + "/*");
    }

    private boolean refers(Map<String, Object> grant, String kind, String name) {
        boolean from =
                Tree.maps(grant, "from").stream()
                        .anyMatch(
                                f ->
                                        Tree.text(f, "group").equals("tidegate.dev")
                                                && Tree.text(f, "kind").equals("RolloutPolicy")
                                                && Tree.text(f, "namespace")
                                                        .equals(policy.namespace()));
        String group = kind.equals(Surroundings.SERVICE) ? "" : "networking.istio.io";
        return from
                && Tree.maps(grant, "to").stream()
                        .anyMatch(
                                t ->
                                        Tree.text(t, "group").equals(group)
                                                && Tree.text(t, "kind").equals(kind)
                                                && (!t.containsKey("name")
                                                        || Tree.text(t, "name").equals(name)));
    }
}
