package dev.tidegate.adapter.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.cluster.Cluster;
import dev.tidegate.adapter.cluster.KubernetesCluster;
import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;

/** An API server double and a client of it, over HTTP. */
final class TestApi implements AutoCloseable {

    final ApiServer server = ApiServer.start(0);
    final KubernetesClient client = ApiClient.of(server);
    final Cluster cluster = new KubernetesCluster(client);

    /** Applies an object written as YAML, as a person would with kubectl. */
    ObjectNode apply(String yaml) {
        try {
            return server.put(Examples.YAML.readTree(yaml).toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void applyPolicy() {
        apply(
                """
                kind: RolloutPolicy
                metadata: {name: reviews, namespace: bookinfo}
                spec:
                """
                        + Examples.POLICY.indent(2));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
