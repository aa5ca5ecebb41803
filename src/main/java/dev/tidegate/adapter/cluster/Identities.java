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

    private record Identity(String namespace, String name, String uid, String version) {}

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
        Identity now =
                new Identity(
                        meta.getNamespace(),
                        meta.getName(),
                        meta.getUid(),
                        meta.getResourceVersion());
        Identity before = known.put(key, now);
        if (!now.equals(before)) {
            boolean told = tell(key, Json.object(object), watcher.seen());
            if (!told) {
                known.remove(key, now);
            }
        }
        return before == null ? null : object(before);
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
                                kind,
                                before.namespace(),
                                before.name(),
                                before.uid(),
                                before.version()),
                        watcher.gone());
        return object(before);
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
        return identity == null ? null : object(identity);
    }

    @Override
    public Stream<String> keySet() {
        return known.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return known.values().stream().map(Identities::object);
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

    private static GenericKubernetesResource object(Identity identity) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(identity.namespace())
                        .withName(identity.name())
                        .withUid(identity.uid())
                        .withResourceVersion(identity.version())
                        .build());
        return object;
    }
}
