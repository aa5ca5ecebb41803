package dev.tidegate.adapter.istio;

import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.Surroundings;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** All objects of one kind around the routes, watched; of each only what is asked of it. */
final class SideCache implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SideCache.class);
    private static final int PATIENCE_SECONDS = 5;
    private static final int NOT_FOUND = 404;

    private final SideKind kind;
    private final KubernetesClient client;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Done when the kind was read, or, of one that may lack, when it is known to lack. */
    private final CompletableFuture<Void> known = new CompletableFuture<>();

    private volatile boolean absent;

    SideCache(KubernetesClient client, SideKind kind, IstioRouteGateway.Listener changed) {
        this.kind = kind;
        this.client = client;
        informer =
                client.genericKubernetesResources(kind.context())
                        .inAnyNamespace()
                        .runnableInformer(0);
        informer.exceptionHandler(
                (started, trouble) -> {
                    failed(trouble);
                    return true;
                });
        informer.removeNamespaceIndex()
                .itemStore(
                        new PackedStore(
                                client.getKubernetesSerialization(),
                                object -> Trim.trim(kind, object)));
        informer.addEventHandler(
                new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource object) {
                        tell(object, changed);
                    }

                    @Override
                    public void onUpdate(
                            GenericKubernetesResource old, GenericKubernetesResource object) {
                        tell(object, changed);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource object, boolean unknown) {
                        tell(object, changed);
                    }
                });
        var _ =
                informer.start()
                        .toCompletableFuture()
                        .thenRun(
                                () -> {
                                    absent = false;
                                    known.complete(null);
                                });
    }

    private void failed(Throwable trouble) {
        if (kind.optional() && isNotServed(trouble)) {
            absent = true;
            known.complete(null);
            return;
        }
        LOG.warnf("watch of %s: %s; trying again", kind.title(), trouble.getMessage());
    }

    private static boolean isNotServed(Throwable trouble) {
        for (@Nullable Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException e && e.getCode() == NOT_FOUND) {
                return true;
            }
        }
        return false;
    }

    /** An EndpointSlice tells of its Service, a grant of its namespace, a ServiceEntry of all. */
    private void tell(GenericKubernetesResource object, IstioRouteGateway.Listener changed) {
        String namespace = object.getMetadata().getNamespace();
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        switch (kind) {
            case SERVICE ->
                    changed.changed(kind.title(), namespace, object.getMetadata().getName());
            case ENDPOINT_SLICE ->
                    changed.changed(
                            Surroundings.SERVICE,
                            namespace,
                            labels.getOrDefault(Surroundings.OF_SERVICE, ""));
            case REFERENCE_GRANT -> changed.changed(kind.title(), namespace, "");
            case SERVICE_ENTRY -> changed.changed(kind.title(), "", "");
        }
    }

    /** Those that are wanted: an empty name or namespace stands for all. */
    Stream<ObservedObject> find(ObservedObject wanted) {
        Stream<String> keys =
                wanted.name().isEmpty()
                        ? informer.getIndexer().listKeys().stream()
                                .filter(k -> k.startsWith(prefix(wanted.namespace())))
                        : Stream.of(wanted.namespace() + "/" + wanted.name());
        return keys.map(informer.getIndexer()::getByKey)
                .filter(Objects::nonNull)
                .map(this::observed);
    }

    private static String prefix(String namespace) {
        return namespace.isEmpty() ? "" : namespace + "/";
    }

    @SuppressWarnings("unchecked")
    private ObservedObject observed(GenericKubernetesResource object) {
        return new ObservedObject(
                kind.title(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                client.getKubernetesSerialization().convertValue(object, Map.class));
    }

    /** Why the cache cannot be relied on, after waiting a little for its first reading. */
    Optional<String> unread() {
        try {
            known.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(
                    "the %s objects were not read yet; the API server is away, or k8s/rights.yaml is to be applied again"
                            .formatted(kind.title()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** What is wrong with the watch, from memory. */
    Optional<String> trouble() {
        return absent || (known.isDone() && (kind.optional() || informer.isWatching()))
                ? Optional.empty()
                : Optional.of(
                        "the %s objects are not being watched; the API server is away, or k8s/rights.yaml is to be applied again"
                                .formatted(kind.title()));
    }

    boolean isOf(ObservedObject wanted) {
        return wanted.kind().equals(kind.title());
    }

    @Override
    public void close() {
        informer.close();
    }
}
