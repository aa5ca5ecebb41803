package dev.tidegate.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sandbox that is up on this machine, as it says in a file of its project.
 *
 * @param server address of its HTTP API; empty where it has none
 * @param bootstrapServers of its Kafka; empty where there is a server
 */
record RunningSandbox(Optional<String> server, Optional<String> bootstrapServers) {

    /** System property that names the folder of those files; the launcher of a clone sets it. */
    static final String FOLDER = "tidegate.sandboxes";

    private static final int CONNECT_MILLIS = 500;

    /**
     * The one that is up; empty when none is, or nobody says where to look.
     *
     * @throws IllegalArgumentException when several are
     */
    static Optional<RunningSandbox> find() {
        Optional<Path> folder =
                Optional.ofNullable(System.getProperty(FOLDER))
                        .map(Path::of)
                        .filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        List<RunningSandbox> up;
        try (Stream<Path> files = Files.list(folder.get())) {
            up = files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            return Optional.empty();
        }
        if (up.size() > 1) {
            throw new IllegalArgumentException(
                    "--server: %d sandboxes run here, at %s; give one of them"
                            .formatted(
                                    up.size(),
                                    up.stream()
                                            .map(RunningSandbox::where)
                                            .collect(Collectors.joining(", "))));
        }
        return up.stream().findFirst();
    }

    /** Where it is reached. */
    String where() {
        return server.or(() -> bootstrapServers).orElse("");
    }

    private static Optional<RunningSandbox> read(Path file) {
        Properties all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // it ends just now, or something else is in the folder
        }
        RunningSandbox sandbox =
                new RunningSandbox(
                        Optional.ofNullable(all.getProperty("server")),
                        Optional.ofNullable(all.getProperty("bootstrap.servers")));
        return FileOwner.runs(all) && sandbox.listens() ? Optional.of(sandbox) : Optional.empty();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            URI address = URI.create(server.orElse("kafka://" + where()));
            socket.connect(
                    new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
