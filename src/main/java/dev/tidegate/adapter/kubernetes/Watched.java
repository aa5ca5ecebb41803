package dev.tidegate.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import org.jboss.logging.Logger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All objects of a kind, watched for ever: started while the API server is away it begins when the
 * server is back.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Watched.class);

    private final SharedIndexInformer<T> informer;
    private final CompletableFuture<Void> synced;

    /**
     * Begins to watch.
     *
     * @param blank makes an object without content: of an object only its identity is kept
     * @param onChange told of every object before the kind counts as read
     * @param onGone told of what was deleted: its identity, the rest may be missing
     */
    Watched(
            SharedIndexInformer<T> informer,
            Supplier<T> blank,
            Consumer<T> onChange,
            Consumer<T> onGone) {
        this.informer = informer;
        Consumer<T> gone = guarded(onGone);
        informer.exceptionHandler(
                (started, trouble) -> {
                    LOG.warnf("watch of %s: %s; trying again", name(), trouble.getMessage());
                    return true;
                });
        informer.removeNamespaceIndex().itemStore(new Identities<>(blank, guarded(onChange)));
        informer.addEventHandler(
                new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(T object) {
                        // told as it came in
                    }

                    @Override
                    public void onUpdate(T old, T object) {
                        // told as it came in
                    }

                    @Override
                    public void onDelete(T object, boolean stateUnknown) {
                        gone.accept(object);
                    }
                });
        synced = informer.start().toCompletableFuture();
    }

    /** One object that cannot be understood must not hide the others. */
    private static <T extends HasMetadata> Consumer<T> guarded(Consumer<T> consumer) {
        return object -> {
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
        };
    }

    /** Waits until the kind was read once. */
    void awaitSynced() {
        synced.join();
    }

    boolean synced() {
        return synced.isDone();
    }

    /** What is wrong with the watch, as a sentence for a person. */
    Optional<String> trouble(String kind) {
        if (!synced()) {
            return Optional.of(
                    "the %s were not read yet: the API server is away, or the right to list them is missing"
                            .formatted(kind));
        }
        return informer.isWatching()
                ? Optional.empty()
                : Optional.of("the watch of %s is interrupted".formatted(kind));
    }

    private String name() {
        return informer.getApiTypeClass().getSimpleName();
    }

    @Override
    public void close() {
        informer.close();
        synced.cancel(false);
    }
}
