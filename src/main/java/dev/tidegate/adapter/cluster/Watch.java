package dev.tidegate.adapter.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * All objects of one kind, watched for ever: started while the API server is away it begins when
 * the server is back. They are read untyped, as one malformed object ends a typed watch for good.
 */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Watch.class);
    private static final int PATIENCE_SECONDS = 5;

    private final ResourceDefinitionContext kind;
    private final Need need;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Done when the kind was read, or, of one that may lack, when it is known to lack. */
    private final CompletableFuture<Void> read = new CompletableFuture<>();

    /** Whether the API server was found not to serve the kind. */
    private volatile boolean absent;

    /** Whether the cluster must serve a kind. */
    public enum Need {
        REQUIRED,
        /** A cluster may do without it: then it has no such objects. */
        OPTIONAL
    }

    /** Told what the watch shows. */
    public interface Listener {

        /**
         * An object came, changed or went.
         *
         * @param before the object before, as far as the store has kept it; null when it is new
         * @param now the object; null when it was deleted
         */
        void changed(
                @Nullable GenericKubernetesResource before,
                @Nullable GenericKubernetesResource now);
    }

    /**
     * Begins to watch the objects of all namespaces.
     *
     * @param store keeps them, or what is needed of them
     */
    public Watch(
            KubernetesClient client,
            ResourceDefinitionContext context,
            Need need,
            ItemStore<GenericKubernetesResource> store,
            Listener listener) {
        kind = context;
        this.need = need;
        informer = client.genericKubernetesResources(context).inAnyNamespace().runnableInformer(0);
        informer.exceptionHandler(
                (started, trouble) -> {
                    failed(trouble);
                    return true;
                });
        informer.removeNamespaceIndex().itemStore(store);
        informer.addEventHandler(
                new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource object) {
                        listener.changed(null, object);
                    }

                    @Override
                    public void onUpdate(
                            GenericKubernetesResource before, GenericKubernetesResource now) {
                        listener.changed(before, now);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource object, boolean unknown) {
                        listener.changed(object, null);
                    }
                });
        var _ = informer.start().toCompletableFuture().thenRun(this::served);
    }

    private void served() {
        absent = false;
        read.complete(null);
    }

    private void failed(Throwable trouble) {
        boolean missing = Serving.isMissing(trouble);
        if (missing && need == Need.OPTIONAL) {
            absent = true;
            read.complete(null);
            return;
        }
        absent = missing || (absent && need == Need.OPTIONAL);
        String why = missing ? Serving.missing(kind) : Calls.said(trouble);
        LOG.warnf("watch of %s: %s; trying again", kind.getKind(), why);
    }

    /** An object as the store keeps it, by its key: namespace and name. */
    public Optional<GenericKubernetesResource> find(String key) {
        return Optional.ofNullable(informer.getIndexer().getByKey(key));
    }

    /** The keys of all objects. */
    public Stream<String> keys() {
        return informer.getIndexer().listKeys().stream();
    }

    /** All objects as the store keeps them. */
    public Stream<GenericKubernetesResource> all() {
        return informer.getIndexer().list().stream();
    }

    /** Waits until the kind was read once. */
    public void awaitRead() {
        read.join();
    }

    /** Whether the kind was read once. */
    public boolean isRead() {
        return read.isDone();
    }

    /** Why the watch cannot be relied on, after waiting a little for its first reading. */
    public Optional<String> unread() {
        try {
            read.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(because("were not read yet"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** What is wrong with the watch, from memory, as a sentence for a person. */
    public Optional<String> trouble() {
        if (!isRead()) {
            return Optional.of(because("were not read yet"));
        }
        return (absent && need == Need.OPTIONAL) || informer.isWatching()
                ? Optional.empty()
                : Optional.of(because("are not being watched"));
    }

    private String because(String what) {
        if (absent) {
            return Serving.missing(kind);
        }
        return "the %s objects %s: the API server is away, or k8s/rights.yaml is to be applied again"
                .formatted(kind.getKind(), what);
    }

    @Override
    public void close() {
        informer.close();
        read.cancel(false);
    }
}
