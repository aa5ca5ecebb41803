package dev.tidegate.adapter.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.sandbox.ApiClient;
import dev.tidegate.sandbox.ApiServer;

import io.fabric8.kubernetes.client.KubernetesClient;

import java.io.IOException;

/** An API server double and a client of it, over HTTP. */
public final class TestApi implements AutoCloseable {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public final ApiServer server = ApiServer.start(0);
    public final KubernetesClient client = ApiClient.of(server);
    public final Cluster cluster = new KubernetesCluster(client);

    /** Applies an object written as YAML, as a person would with kubectl. */
    public ObjectNode apply(String yaml) {
        try {
            return server.put(YAML.readTree(yaml).toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
