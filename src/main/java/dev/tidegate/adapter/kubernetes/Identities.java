package dev.tidegate.adapter.kubernetes;

import dev.tidegate.adapter.cluster.Watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a watch must remember of its objects: which there are, and in which version. Their content
 * goes to {@code onChange} as it comes in, and is kept there in the form that is needed, or not at
 * all.
 */
final class Identities implements ItemStore<GenericKubernetesResource> {

    private static final Logger LOG = Logger.getLogger(Identities.class);

    private record Identity(String namespace, String name, String uid, String version) {}

    private final Map<String, Identity> known = new ConcurrentHashMap<>();
    private final Consumer<GenericKubernetesResource> onChange;

    /** Told {@code onChange} each object: one that it cannot understand hides no other. */
    Identities(Consumer<GenericKubernetesResource> onChange) {
        this.onChange = onChange;
    }

    /** A watch that keeps nothing but identities, and tells of what was deleted. */
    static Watch watch(
            KubernetesClient client,
            ResourceDefinitionContext context,
            Consumer<GenericKubernetesResource> onChange,
            Consumer<GenericKubernetesResource> onGone) {
        return new Watch(
                client,
                context,
                Watch.Need.REQUIRED,
                new Identities(onChange),
                (before, now) -> {
                    if (now == null && before != null) {
                        guarded(onGone, before);
                    }
                });
    }

    private static void guarded(
            Consumer<GenericKubernetesResource> consumer, GenericKubernetesResource object) {
        try {
            consumer.accept(object);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s %s/%s is left alone: %s",
                    object.getKind(),
                    object.getMetadata().getNamespace(),
                    object.getMetadata().getName(),
                    e);
        }
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        guarded(onChange, object);
        return restored(
                known.put(
                        key,
                        new Identity(
                                meta.getNamespace(),
                                meta.getName(),
                                meta.getUid(),
                                meta.getResourceVersion())));
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        return restored(known.remove(key));
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        return restored(known.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return known.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return known.values().stream().map(this::object);
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

    private @Nullable GenericKubernetesResource restored(@Nullable Identity identity) {
        return identity == null ? null : object(identity);
    }

    private GenericKubernetesResource object(Identity identity) {
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
