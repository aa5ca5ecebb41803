package dev.tidegate.adapter.cluster;

import dev.tidegate.core.text.PlainWords;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What an informer must remember of its objects: which there are, and in which version. Their
 * content goes to the watcher as it comes in, and is kept there in the form that is needed, or not
 * at all.
 */
final class Identities implements ItemStore<GenericKubernetesResource> {

    private static final Logger LOG = Logger.getLogger(Identities.class);

    /** Its namespace and its name are the key. */
    private record Identity(String uid, String version) {}

    private final Map<String, Identity> known = new ConcurrentHashMap<>();
    private final Kind kind;
    private final Watcher watcher;

    /** Tells {@code watcher} each object: one that it cannot understand hides no other. */
    Identities(Kind kind, Watcher watcher) {
        this.kind = kind;
        this.watcher = watcher;
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        Identity now = new Identity(meta.getUid(), meta.getResourceVersion());
        Identity before = known.put(key, now);
        if (!now.equals(before)) {
            boolean told = tell(key, Json.object(object), watcher.seen());
            if (!told) {
                known.remove(key, now);
            }
        }
        return before == null ? null : object(key, before);
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        Identity before = known.remove(key);
        if (before == null) {
            return null;
        }
        var _ =
                tell(
                        key,
                        ApiObject.of(
                                kind, namespace(key), name(key), before.uid(), before.version()),
                        watcher.gone());
        return object(key, before);
    }

    /** Whether it was told, or is what nobody can understand: that is over until it changes. */
    private boolean tell(String key, ApiObject object, Consumer<ApiObject> told) {
        try {
            told.accept(object);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warnf("%s %s is left alone: %s", kind.title(), key, PlainWords.of(e.getMessage()));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "%s %s: an error of Tidegate's own; it is looked at again with the next list",
                    kind.title(),
                    key);
            return false;
        }
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        Identity identity = known.get(key);
        return identity == null ? null : object(key, identity);
    }

    @Override
    public Stream<String> keySet() {
        return known.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return known.entrySet().stream().map(e -> object(e.getKey(), e.getValue()));
    }

    @Override
    public int size() {
        return known.size();
    }

    /** The informer must hand on what it receives: what it stores is less. */
    @Override
    public boolean isFullState() {
        return false;
    }

    private static GenericKubernetesResource object(String key, Identity identity) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(namespace(key))
                        .withName(name(key))
                        .withUid(identity.uid())
                        .withResourceVersion(identity.version())
                        .build());
        return object;
    }

    private static String namespace(String key) {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }

    private static String name(String key) {
        return key.substring(key.indexOf('/') + 1);
    }
}
