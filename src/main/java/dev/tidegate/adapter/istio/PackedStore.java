package dev.tidegate.adapter.istio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The watched objects as JSON text: a tenth of what their trees of maps take, and read anew in
 * microseconds by the few that need one. Without {@code managedFields}: an update that leaves them
 * out leaves them as they are.
 */
final class PackedStore implements ItemStore<GenericKubernetesResource> {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final HostIndex hosts;
    private final KubernetesSerialization json;
    private final Consumer<GenericKubernetesResource> trim;

    PackedStore(KubernetesSerialization json, HostIndex hosts) {
        this(json, hosts, object -> object.getMetadata().setManagedFields(List.of()));
    }

    /**
     * A store of what is left.
     *
     * @param trim takes away of an object what nobody asks for
     */
    PackedStore(
            KubernetesSerialization json,
            HostIndex hosts,
            Consumer<GenericKubernetesResource> trim) {
        this.json = json;
        this.hosts = hosts;
        this.trim = trim;
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        trim.accept(object);
        GenericKubernetesResource before =
                unpacked(objects.put(key, json.asJson(object).getBytes(UTF_8)));
        if (before != null) {
            hosts.remove(key, before);
        }
        hosts.add(key, object);
        return before;
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        GenericKubernetesResource before = unpacked(objects.remove(key));
        if (before != null) {
            hosts.remove(key, before);
        }
        return before;
    }

    /** The same, of every host that a wildcard covers. */
    Set<String> covered(String host) {
        return hosts.covered(host);
    }

    /** Keys of the objects that name the host. */
    Set<String> naming(String host) {
        return hosts.of(host);
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        return unpacked(objects.get(key));
    }

    @Override
    public Stream<String> keySet() {
        return objects.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return objects.values().stream().map(this::object);
    }

    @Override
    public int size() {
        return objects.size();
    }

    private @Nullable GenericKubernetesResource unpacked(byte @Nullable [] packed) {
        return packed == null ? null : object(packed);
    }

    private GenericKubernetesResource object(byte[] packed) {
        return json.unmarshal(new String(packed, UTF_8), GenericKubernetesResource.class);
    }

    /** The informer must hand on what it receives instead of reading it again from here. */
    @Override
    public boolean isFullState() {
        return false;
    }
}
