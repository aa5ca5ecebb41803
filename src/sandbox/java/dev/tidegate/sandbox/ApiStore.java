package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The objects of the API server double and the events of their changes. Writes follow the real
 * server: optimistic by resourceVersion, status apart from spec, generation counts changes of the
 * spec, a write that changes nothing is none.
 */
final class ApiStore {

    /** How many events a watch can go back. */
    private static final int LOG = 20_000;

    /** One change. */
    record Event(long version, ApiKind kind, String type, ObjectNode object) {}

    private final Clock clock;
    private final Map<String, Map<String, ObjectNode>> objects = new HashMap<>();
    private final Deque<Event> log = new ArrayDeque<>();
    private final List<Consumer<Event>> watchers = new ArrayList<>();
    private long version = 1_000;
    private long oldest = version;
    private boolean dry;

    ApiStore(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<ObjectNode> find(ApiKind kind, String id) {
        return Optional.ofNullable(of(kind).get(id)).map(ObjectNode::deepCopy);
    }

    synchronized ObjectNode get(ApiKind kind, String id) {
        return find(kind, id).orElseThrow(() -> notFound(kind, id));
    }

    /** The objects in order of namespace and name, and the resourceVersion of that moment. */
    synchronized long list(ApiKind kind, Predicate<JsonNode> chosen, Consumer<ObjectNode> each) {
        of(kind).values().stream().filter(chosen).forEach(each);
        return version;
    }

    synchronized ObjectNode create(ApiKind kind, String namespace, ObjectNode object) {
        ObjectNode meta = object.withObject("/metadata");
        if (meta.path("name").asText("").isEmpty() && meta.hasNonNull("generateName")) {
            meta.put("name", meta.get("generateName").asText() + Long.toHexString(version));
        }
        String name = meta.path("name").asText("");
        if (name.isEmpty()) {
            throw new ApiError(422, "Invalid", "metadata.name: Required value");
        }
        String id = namespace + "/" + name;
        if (of(kind).containsKey(id)) {
            throw new ApiError(
                    409, "AlreadyExists", kind.plural() + " \"" + name + "\" already exists");
        }
        object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        if (kind.namespaced()) {
            meta.put("namespace", namespace);
        }
        meta.put("uid", UUID.randomUUID().toString());
        meta.put("creationTimestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        meta.put("generation", 1);
        if (kind.status()) {
            object.remove("status");
        }
        ApiPruning.prune(kind, object);
        return store(kind, id, "ADDED", object);
    }

    synchronized ObjectNode update(ApiKind kind, String id, boolean status, ObjectNode sent) {
        ObjectNode old = get(kind, id);
        JsonNode oldMeta = old.path("metadata");
        ObjectNode meta = sent.withObject("/metadata");
        String read = meta.path("resourceVersion").asText("");
        if (!read.isEmpty() && !read.equals(oldMeta.path("resourceVersion").asText())) {
            throw new ApiError(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on %s \"%s\": the object has been modified; please apply your changes to the latest version and try again"
                            .formatted(kind.plural(), id));
        }
        ObjectNode next = status ? old.deepCopy() : sent.deepCopy();
        if (kind.status()) {
            next.remove("status");
            JsonNode shown = status ? sent.get("status") : old.get("status");
            if (shown != null && !shown.isNull()) {
                next.set("status", shown);
            }
        }
        next.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        ObjectNode nextMeta = next.withObject("/metadata");
        for (String kept :
                List.of(
                        "uid",
                        "name",
                        "namespace",
                        "creationTimestamp",
                        "generation",
                        "resourceVersion")) {
            nextMeta.remove(kept);
            if (oldMeta.has(kept)) {
                nextMeta.set(kept, oldMeta.get(kept));
            }
        }
        ApiPruning.prune(kind, next);
        if (next.equals(old)) {
            return old;
        }
        if (!next.path("spec").equals(old.path("spec"))) {
            nextMeta.put("generation", oldMeta.path("generation").asLong() + 1);
        }
        return store(kind, id, "MODIFIED", next);
    }

    /** What a write would answer, and does not do. */
    synchronized ObjectNode dryRun(Supplier<ObjectNode> write) {
        dry = true;
        try {
            return write.get();
        } finally {
            dry = false;
        }
    }

    synchronized ObjectNode delete(ApiKind kind, String id) {
        ObjectNode old = get(kind, id);
        if (dry) {
            return old;
        }
        of(kind).remove(id);
        old.withObject("/metadata").put("resourceVersion", Long.toString(++version));
        tell(new Event(version, kind, "DELETED", old));
        return old;
    }

    /**
     * Tells {@code watcher} of every change after {@code since}; the current objects first when it
     * is 0.
     */
    synchronized Runnable watch(ApiKind kind, long since, Consumer<Event> watcher) {
        if (since == 0) {
            of(kind).values().forEach(o -> watcher.accept(new Event(version, kind, "ADDED", o)));
        } else if (since < oldest) {
            throw new ApiError(410, "Expired", "too old resource version: " + since);
        } else {
            log.stream().filter(e -> e.version() > since).forEach(watcher);
        }
        watchers.add(watcher);
        return () -> unwatch(watcher);
    }

    private synchronized void unwatch(Consumer<Event> watcher) {
        watchers.remove(watcher);
    }

    private ObjectNode store(ApiKind kind, String id, String type, ObjectNode object) {
        if (dry) {
            return object;
        }
        object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
        of(kind).put(id, object);
        tell(new Event(version, kind, type, object));
        return object.deepCopy();
    }

    private void tell(Event event) {
        log.addLast(event);
        if (log.size() > LOG) {
            oldest = log.removeFirst().version();
        }
        List.copyOf(watchers).forEach(w -> w.accept(event));
    }

    private Map<String, ObjectNode> of(ApiKind kind) {
        return objects.computeIfAbsent(kind.key(), k -> new TreeMap<>());
    }

    private static ApiError notFound(ApiKind kind, String id) {
        String group = kind.group().isEmpty() ? "" : "." + kind.group();
        String name = id.substring(id.indexOf('/') + 1);
        return new ApiError(
                404, "NotFound", "%s%s \"%s\" not found".formatted(kind.plural(), group, name));
    }
}
