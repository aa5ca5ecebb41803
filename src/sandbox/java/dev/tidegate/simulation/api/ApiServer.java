package dev.tidegate.simulation.api;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Kind;
import dev.tidegate.adapter.cluster.Listed;
import dev.tidegate.adapter.cluster.Scope;
import dev.tidegate.controller.Result;
import dev.tidegate.simulation.kernel.Kernel;

import org.jspecify.annotations.Nullable;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The objects of a cluster, as the API server keeps them: each write is done whole or not at all,
 * has a version of its own from one counter, and is refused when it names another version than the
 * one that is there.
 */
public final class ApiServer {

    private final Kernel kernel;
    private final Map<String, ApiObject> objects = new TreeMap<>();
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final Map<String, List<Change>> log = new HashMap<>();
    private final Refusals refusals;
    private long version = 100;
    private long created;
    private long sent = -1;

    public ApiServer(Kernel kernel) {
        this.kernel = kernel;
        this.refusals = new Refusals(kernel);
    }

    /** What it refuses for now. */
    public Refusals refusals() {
        return refusals;
    }

    /** Does a request that was sent then. */
    <T> T sentAt(long micros, Supplier<T> request) {
        sent = micros;
        try {
            return request.get();
        } finally {
            sent = -1;
        }
    }

    private long sent() {
        return sent < 0 ? kernel.micros() : sent;
    }

    /** All that was ever written of a kind. */
    List<Change> log(String kind) {
        return log.getOrDefault(kind, List.of());
    }

    /** Tells each write from now on, before its answer. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    /** Reads one. */
    public Optional<ApiObject> get(String kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(key(kind, namespace, name)));
    }

    /** All of a kind. */
    public List<ApiObject> all(String kind) {
        return objects.entrySet().stream()
                .filter(e -> e.getKey().startsWith(kind + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    Listed list(Kind kind, Scope scope) {
        List<ApiObject> listed =
                all(kind.title()).stream()
                        .filter(o -> scope.namespace().isEmpty() || has(o, scope))
                        .filter(
                                o ->
                                        scope.label().isEmpty()
                                                || o.label(scope.label())
                                                        .filter(scope.values()::contains)
                                                        .isPresent())
                        .toList();
        return new Listed(listed, String.valueOf(version));
    }

    private static boolean has(ApiObject object, Scope scope) {
        return object.namespace().equals(scope.namespace());
    }

    /** Makes an object that is not there yet. */
    public Result<ApiObject> create(String by, String kind, ApiObject object) {
        if (objects.containsKey(key(kind, object.namespace(), object.name()))) {
            return new Result.Conflict<>(title(kind, object) + " already exists");
        }
        Map<String, Object> tree = new LinkedHashMap<>(object.tree());
        if (kind.startsWith("Rollout")) {
            tree.remove("status");
        }
        Map<String, Object> metadata = new LinkedHashMap<>(object.map("metadata"));
        metadata.put("uid", "00000000-0000-4000-8000-%012d".formatted(++created));
        metadata.put("creationTimestamp", kernel.now().truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.put("generation", 1);
        tree.put("metadata", metadata);
        return new Result.Done<>(put(by, kind, null, tree));
    }

    /** Puts all but the status. */
    public Result<ApiObject> update(String by, String kind, ApiObject object) {
        return change(
                by,
                kind,
                object,
                before -> {
                    Map<String, Object> tree = new LinkedHashMap<>(object.tree());
                    Map<String, Object> metadata = new LinkedHashMap<>(object.map("metadata"));
                    for (String fixed : List.of("uid", "creationTimestamp", "generation")) {
                        metadata.put(fixed, value(before.map("metadata"), fixed));
                    }
                    tree.put("metadata", metadata);
                    tree.remove("status");
                    if (before.tree().containsKey("status")) {
                        tree.put("status", before.map("status"));
                    }
                    return tree;
                });
    }

    /** Puts the status alone. */
    public Result<ApiObject> updateStatus(String by, String kind, ApiObject object) {
        return change(
                by,
                kind,
                object,
                before -> {
                    Map<String, Object> tree = new LinkedHashMap<>(before.tree());
                    tree.put("status", object.map("status"));
                    return tree;
                });
    }

    /** Deletes it, if it is of this version; an empty one is any. */
    public Result<Boolean> delete(
            String by, String kind, String namespace, String name, String ofVersion) {
        ApiObject before = objects.get(key(kind, namespace, name));
        if (before == null) {
            return new Result.Done<>(true);
        }
        if (!ofVersion.isEmpty() && !before.version().equals(ofVersion)) {
            return new Result.Conflict<>(title(kind, before) + " was modified");
        }
        version++;
        objects.remove(key(kind, namespace, name));
        tell(new Change(kernel.micros(), sent(), by, kind, before, null));
        return new Result.Done<>(true);
    }

    /** A write that an API server took elsewhere, as it was recorded there. */
    public void recorded(Change change) {
        ApiObject object = change.object();
        String key = key(change.kind(), object.namespace(), object.name());
        if (change.after() == null) {
            objects.remove(key);
        } else {
            objects.put(key, change.after());
        }
        tell(change);
    }

    /** What becomes of an object. */
    private interface Edit {
        Map<String, Object> of(ApiObject before);
    }

    private Result<ApiObject> change(String by, String kind, ApiObject object, Edit edit) {
        ApiObject before = objects.get(key(kind, object.namespace(), object.name()));
        if (before == null) {
            return new Result.Conflict<>(title(kind, object) + " is not found");
        }
        if (!object.uid().isEmpty() && !object.uid().equals(before.uid())) {
            return new Result.Conflict<>(title(kind, object) + " has another uid");
        }
        if (!object.version().isEmpty() && !object.version().equals(before.version())) {
            return new Result.Conflict<>(title(kind, object) + " was modified");
        }
        return new Result.Done<>(put(by, kind, before, edit.of(before)));
    }

    private ApiObject put(
            String by, String kind, @Nullable ApiObject before, Map<String, Object> tree) {
        ApiObject plain = new ApiObject(Frozen.map(tree));
        if (before != null) {
            plain = plain.withMetadata("resourceVersion", before.version());
            if (new ApiObject(Frozen.map(plain.tree())).equals(before)) {
                return before;
            }
            if (!plain.map("spec").equals(before.map("spec"))) {
                plain = plain.withMetadata("generation", (int) before.generation() + 1);
            }
        }
        ApiObject after =
                new ApiObject(
                        Frozen.map(
                                plain.withMetadata("resourceVersion", String.valueOf(++version))
                                        .tree()));
        objects.put(key(kind, after.namespace(), after.name()), after);
        tell(new Change(kernel.micros(), sent(), by, kind, before, after));
        return after;
    }

    private void tell(Change change) {
        log.computeIfAbsent(change.kind(), _ -> new ArrayList<>()).add(change);
        List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private static Object value(Map<String, Object> map, String field) {
        return Objects.requireNonNull(map.get(field));
    }

    private static String key(String kind, String namespace, String name) {
        return kind + "/" + namespace + "/" + name;
    }

    private static String title(String kind, ApiObject object) {
        return "%s \"%s\"".formatted(kind, object.name());
    }
}
