package dev.tidegate.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a watch must remember of its objects: which there are, and in which version. Their content
 * goes to {@code onChange} as it comes in, and is kept there in the form that is needed, or not at
 * all.
 */
final class Identities<T extends HasMetadata> implements ItemStore<T> {

    private record Identity(String namespace, String name, String uid, String version) {}

    private final Map<String, Identity> known = new ConcurrentHashMap<>();
    private final Supplier<T> blank;
    private final Consumer<T> onChange;

    Identities(Supplier<T> blank, Consumer<T> onChange) {
        this.blank = blank;
        this.onChange = onChange;
    }

    @Override
    public String getKey(T object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable T put(String key, T object) {
        ObjectMeta meta = object.getMetadata();
        onChange.accept(object);
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
    public @Nullable T remove(String key) {
        return restored(known.remove(key));
    }

    @Override
    public @Nullable T get(String key) {
        return restored(known.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return known.keySet().stream();
    }

    @Override
    public Stream<T> values() {
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

    private @Nullable T restored(@Nullable Identity identity) {
        return identity == null ? null : object(identity);
    }

    private T object(Identity identity) {
        T object = blank.get();
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
