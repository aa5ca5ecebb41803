package dev.tidegate.adapter.cluster;

import dev.tidegate.controller.Result;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A real API server, over HTTP. */
@Singleton
public final class KubernetesCluster implements Cluster {

    private static final int CONNECTION_MILLIS = 5_000;

    private final KubernetesClient client;

    /** The API server that {@code client} talks to; it stays the caller's to close. */
    @Inject
    public KubernetesCluster(KubernetesClient client) {
        this.client = client;
    }

    /** The API server of the current kubeconfig, for a few questions; to be closed. */
    public static KubernetesCluster ofKubeconfig() {
        return new KubernetesCluster(
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withConnectionTimeout(CONNECTION_MILLIS)
                                        .withRequestRetryBackoffLimit(1)
                                        .build())
                        .build());
    }

    /** Where the API server is. */
    public URI address() {
        return URI.create(client.getMasterUrl().toString());
    }

    KubernetesClient client() {
        return client;
    }

    @Override
    public Result<Optional<ApiObject>> get(Kind kind, String namespace, String name) {
        return Calls.attempt(
                () -> Optional.ofNullable(named(kind, namespace, name).get()).map(Json::object));
    }

    @Override
    public Result<Listed> list(Kind kind, Need need, Scope scope) {
        Supplier<Listed> listing = () -> listed(kind, scope);
        return Calls.attempt(
                need == Need.OPTIONAL
                        ? () -> Calls.there(listing).orElseGet(() -> new Listed(List.of(), ""))
                        : listing);
    }

    private Listed listed(Kind kind, Scope scope) {
        var all = client.genericKubernetesResources(kind.context());
        var some =
                scope.namespace().isEmpty()
                        ? all.inAnyNamespace()
                        : all.inNamespace(scope.namespace());
        var list =
                (scope.label().isEmpty()
                                ? some
                                : some.withLabelIn(
                                        scope.label(), scope.values().toArray(String[]::new)))
                        .list();
        return new Listed(
                list.getItems().stream().map(Json::object).toList(),
                list.getMetadata().getResourceVersion());
    }

    @Override
    public Result<ApiObject> create(Kind kind, ApiObject object) {
        return Calls.create(
                () ->
                        Json.object(
                                resource(kind, object)
                                        .fieldValidation(Validation.STRICT)
                                        .create()));
    }

    @Override
    public Result<ApiObject> update(Kind kind, ApiObject object) {
        return Calls.change(() -> Json.object(resource(kind, object).update()));
    }

    @Override
    public Result<ApiObject> updateStatus(Kind kind, ApiObject object) {
        return Calls.change(() -> Json.object(resource(kind, object).updateStatus()));
    }

    @Override
    public Result<Optional<Replicas>> replicas(Kind kind, String namespace, String name) {
        return Calls.attempt(
                () ->
                        Calls.there(() -> named(kind, namespace, name).scale())
                                .map(
                                        scale ->
                                                new Replicas(
                                                        Objects.requireNonNullElse(
                                                                scale.getSpec().getReplicas(), 0),
                                                        scale.getMetadata().getResourceVersion())));
    }

    @Override
    public Result<Boolean> scale(Kind kind, String namespace, String name, Replicas replicas) {
        Scale scale =
                new ScaleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withResourceVersion(replicas.version())
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(Math.toIntExact(replicas.wanted()))
                        .endSpec()
                        .build();
        return Calls.change(
                () -> {
                    named(kind, namespace, name).scale(scale);
                    return true;
                });
    }

    @Override
    public Result<Boolean> delete(Kind kind, String namespace, String name, String version) {
        return Calls.attempt(
                () -> {
                    named(kind, namespace, name).lockResourceVersion(version).delete();
                    return true;
                });
    }

    @Override
    public Watch watch(Kind kind, Need need, Watcher watcher) {
        return new InformerWatch(
                client.genericKubernetesResources(kind.context()).inAnyNamespace(),
                kind,
                need,
                watcher);
    }

    /** {@inheritDoc} The right to watch that one is enough. */
    @Override
    public Watch watchOne(Kind kind, String namespace, String name, Watcher watcher) {
        return new InformerWatch(named(kind, namespace, name), kind, Need.REQUIRED, watcher);
    }

    private Resource<GenericKubernetesResource> named(Kind kind, String namespace, String name) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name);
    }

    private Resource<GenericKubernetesResource> resource(Kind kind, ApiObject object) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(object.namespace())
                .resource(Json.resource(object));
    }

    /** Ends the client of {@link #ofKubeconfig}. */
    public void close() {
        client.close();
    }
}
