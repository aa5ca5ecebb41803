package dev.tidegate.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How fast an API server takes writes of VirtualServices when nothing is decided in between.
 *
 * @param namespace of the VirtualServices
 */
record BareWrites(ApiServer cluster, String namespace) {

    /** As many as Tidegate has under way at most. */
    private static final int AT_ONCE = 32;

    /** Writes {@code count} times, each time another weight; returns the writes a second. */
    double perSecond(List<String> names, int count) {
        AtomicInteger failed = new AtomicInteger();
        Semaphore places = new Semaphore(AT_ONCE);
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                String name = names.get(i % names.size());
                int weight = i / names.size();
                places.acquireUninterruptibly();
                threads.execute(
                        () -> {
                            try {
                                if (!written(client, name, weight)) {
                                    failed.incrementAndGet();
                                }
                            } finally {
                                places.release();
                            }
                        });
            }
        }
        if (failed.get() > 0) {
            throw new Trouble("%d of %d bare writes failed".formatted(failed.get(), count));
        }
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private boolean written(HttpClient client, String name, int weight) {
        ObjectNode object = cluster.get("VirtualService", namespace, name).orElseThrow();
        object.withObject("/metadata").remove("resourceVersion");
        object.withObject("/metadata/annotations").put("bench", Integer.toString(weight));
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/apis/networking.istio.io/v1/namespaces/%s/virtualservices/%s"
                                                .formatted(cluster.url(), namespace, name)))
                        .header("Content-Type", "application/json")
                        .header("User-Agent", ApiServer.SANDBOX)
                        .PUT(BodyPublishers.ofString(object.toString()))
                        .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
