package dev.tidegate.cli.preview;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.policies.PolicyBeside;
import dev.tidegate.cli.input.TextFile;
import dev.tidegate.cli.input.YamlDocuments;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Tree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The VirtualServices, DestinationRules, Deployments and other services' policies of files. Other
 * kinds are passed over; an object without a namespace is one of the policy's.
 */
final class ObjectFiles {

    private static final String POLICY = "RolloutPolicy";

    private final String namespace;
    private final List<ObservedObject> objects = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /**
     * Reads the objects of {@code files}.
     *
     * @throws IllegalArgumentException naming the file, the document, the field and what would be
     *     right
     */
    ObjectFiles(List<TextFile> files, String namespace) {
        this.namespace = namespace;
        for (TextFile file : files) {
            List<@Nullable Object> documents = YamlDocuments.of(file);
            for (int i = 0; i < documents.size(); i++) {
                if (documents.get(i) != null) {
                    read(documents.get(i), "%s, document %d".formatted(file.title(), i + 1));
                }
            }
        }
    }

    /** Whether no object of a kind that counts is in them. */
    boolean isEmpty() {
        return objects.isEmpty();
    }

    List<ObservedObject> routes() {
        return objects.stream()
                .filter(o -> !Set.of("Deployment", POLICY).contains(o.kind()))
                .toList();
    }

    /** The valid policies of other services. */
    List<PolicyBeside> policies() {
        return objects.stream()
                .filter(o -> o.kind().equals(POLICY))
                .flatMap(o -> PolicyBeside.of(placed(o)).stream())
                .toList();
    }

    private static ApiObject placed(ObservedObject object) {
        Map<String, Object> tree = Tree.copy(object.tree());
        Tree.makeMap(tree, "metadata").put("namespace", object.namespace());
        return new ApiObject(tree);
    }

    List<ObservedObject> deployments() {
        return objects.stream().filter(o -> o.kind().equals("Deployment")).toList();
    }

    private void read(@Nullable Object value, String place) {
        Fields fields = new Fields(place + ": ", value);
        String kind = fields.text("kind", "kind: VirtualService");
        if (kind.endsWith("List") && fields.tree().get("items") instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                read(items.get(i), "%s, items[%d]".formatted(place, i));
            }
            return;
        }
        KnownKind known = KnownKind.ALL.get(kind);
        if (known != null) {
            known.check(fields);
            add(kind, fields, place);
        }
    }

    private void add(String kind, Fields fields, String place) {
        Fields metadata = fields.in("metadata");
        String name = metadata.text("name", "name: reviews");
        String space =
                metadata.tree().get("namespace") == null
                        ? namespace
                        : metadata.text("namespace", "namespace: bookinfo");
        String key = "%s %s/%s".formatted(kind, space, name);
        String before = places.putIfAbsent(key, place);
        if (before != null) {
            throw new IllegalArgumentException(
                    "%s: %s stands in %s already; give it once".formatted(place, key, before));
        }
        objects.add(new ObservedObject(kind, space, name, fields.tree()));
    }
}
