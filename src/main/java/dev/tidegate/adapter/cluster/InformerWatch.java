package dev.tidegate.adapter.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import org.jboss.logging.Logger;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A watch by an informer, which lists, watches, and begins again after whatever goes wrong. */
final class InformerWatch implements Watch {

    private static final Logger LOG = Logger.getLogger(InformerWatch.class);
    private static final int PATIENCE_SECONDS = 5;
    private static final int NOT_FOUND = 404;

    private final Kind kind;
    private final Need need;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    /** Done when the kind was read, or, of one that may lack, when it is known to lack. */
    private final CompletableFuture<Void> read = new CompletableFuture<>();

    /** Whether the API server was found not to serve the kind. */
    private volatile boolean absent;

    InformerWatch(
            Informable<GenericKubernetesResource> watched, Kind kind, Need need, Watcher watcher) {
        this.kind = kind;
        this.need = need;
        informer = watched.runnableInformer(0);
        informer.exceptionHandler(
                (started, trouble) -> {
                    failed(trouble);
                    return true;
                });
        informer.removeNamespaceIndex().itemStore(new Identities(kind, watcher));
        var _ = informer.start().toCompletableFuture().thenRun(this::served);
    }

    private void served() {
        absent = false;
        read.complete(null);
    }

    private void failed(Throwable trouble) {
        boolean missing =
                Stream.iterate(trouble, Objects::nonNull, Throwable::getCause)
                        .anyMatch(
                                e ->
                                        e instanceof KubernetesClientException k
                                                && k.getCode() == NOT_FOUND);
        if (missing && need == Need.OPTIONAL) {
            absent = true;
            read.complete(null);
            return;
        }
        absent = missing || (absent && need == Need.OPTIONAL);
        LOG.warnf(
                "watch of %s: %s; trying again",
                kind.title(), missing ? kind.missing() : Calls.said(trouble));
    }

    @Override
    public void awaitRead() {
        read.join();
    }

    @Override
    public boolean isRead() {
        return read.isDone();
    }

    @Override
    public void whenRead(Runnable then) {
        var _ = read.thenRun(then);
    }

    @Override
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

    @Override
    public Optional<String> trouble() {
        if (!isRead()) {
            return Optional.of(because("were not read yet"));
        }
        return (absent && need == Need.OPTIONAL) || informer.isWatching()
                ? Optional.empty()
                : Optional.of(because("are not being watched"));
    }

    private String because(String what) {
        return absent
                ? kind.missing()
                : "the %s objects %s: the API server is away, or k8s/rights.yaml is to be applied again"
                        .formatted(kind.title(), what);
    }

    @Override
    public void close() {
        informer.close();
        read.cancel(false);
    }
}
