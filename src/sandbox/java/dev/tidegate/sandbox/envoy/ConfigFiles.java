package dev.tidegate.sandbox.envoy;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that Envoy watches, each in a directory of its own, since a change in a directory makes
 * it read all that it watches there. A file is replaced by renaming, so that none is read in half.
 */
final class ConfigFiles implements Snapshot.Files {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Map<String, Object> written = new HashMap<>();

    /** Files below {@code directory}. */
    ConfigFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    String clusters() {
        return path("clusters");
    }

    String listeners() {
        return path("listeners");
    }

    @Override
    public String endpoints(String cluster) {
        return path("endpoints-" + Clusters.statName(cluster));
    }

    @Override
    public String routes(int port) {
        return path("routes-" + port);
    }

    private String path(String name) {
        return directory.resolve(name).resolve(name + ".json").toString();
    }

    /** Whether the file holds just these resources, and Envoy took them. */
    boolean has(String path, List<Map<String, Object>> resources) {
        return resources.equals(written.get(path));
    }

    /** Writes a file of resources. */
    void write(String path, String version, List<Map<String, Object>> resources) {
        Path file = Path.of(path);
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("next");
            JSON.writeValue(next.toFile(), Map.of("version_info", version, "resources", resources));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.put(path, resources);
    }

    /** Envoy did not take what the file holds: it is not in force. */
    void forget(String path) {
        written.remove(path);
    }
}
