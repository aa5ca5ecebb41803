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
 *
 * @param policy the service's, whose name is the policy's too
 * @param objects those to be moved, and the ReferenceGrants, as far as they are there
 */
public record Grants(ServiceKey policy, List<ObservedObject> objects) {

    /** The kind of the Gateway API's grant. */
    public static final String REFERENCE_GRANT = "ReferenceGrant";

    private static final String GRANTED_TO = "tidegate.dev/granted-to";

    public Grants {
        objects = List.copyOf(objects);
    }

    /**
     * Why the policy may not move the object, as a sentence that says what to do; empty when it
     * may.
     *
     * @param group the API group of its kind; empty for Kubernetes' core
     */
    public Optional<String> missing(String group, String kind, String namespace, String name) {
        return granted(group, kind, namespace, name)
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

    private boolean granted(String group, String kind, String namespace, String name) {
        return namespace.equals(policy.namespace())
                || objects.stream()
                        .filter(o -> o.kind().equals(kind) && o.name().equals(name))
                        .filter(o -> o.namespace().equals(namespace))
                        .findFirst()
                        .filter(this::annotated)
                        .isPresent()
                || objects.stream()
                        .filter(o -> o.kind().equals(REFERENCE_GRANT))
                        .filter(o -> o.namespace().equals(namespace))
                        .anyMatch(o -> refers(Tree.map(o.tree(), "spec"), group, kind, name));
    }

    private boolean annotated(ObservedObject object) {
        List<String> names = Annotations.words(Annotations.get(object.tree(), GRANTED_TO));
        return names.contains(policy.toString()) || names.contains(policy.namespace() + "/*");
    }

    private boolean refers(Map<String, Object> grant, String group, String kind, String name) {
        boolean from =
                Tree.maps(grant, "from").stream()
                        .anyMatch(
                                f ->
                                        Tree.text(f, "group").equals("tidegate.dev")
                                                && Tree.text(f, "kind").equals("RolloutPolicy")
                                                && Tree.text(f, "namespace")
                                                        .equals(policy.namespace()));
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
