package dev.tidegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A POST whose head announces a body that is sent in drops, if at all. */
public final class Announced implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Socket socket;

    /**
     * Sends the head.
     *
     * @param headers beside those that every request has
     * @param bytes length of the body that is announced
     */
    public Announced(URI url, Map<String, String> headers, int bytes) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        String more =
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining());
        socket.getOutputStream()
                .write(
                        """
                        POST %s HTTP/1.1\r
                        Host: %s\r
                        Content-Type: application/json\r
                        Content-Length: %d\r
                        %s\r
                        """
                                .formatted(url.getPath(), url.getHost(), bytes, more)
                                .getBytes(UTF_8));
    }

    /**
     * The first line of the answer, such as {@code HTTP/1.1 401 Unauthorized}.
     *
     * @param token bearer token; none when empty
     */
    static String answer(URI url, String token) throws IOException {
        try (Announced post = new Announced(url, Requests.bearer(token), 200_000);
                InputStreamReader text =
                        new InputStreamReader(post.socket.getInputStream(), UTF_8)) {
            return new BufferedReader(text).readLine();
        }
    }

    /** Whether there is an answer already. */
    public boolean answered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one more byte of the body, unless the other side has hung up: its answer is there. */
    void drip() throws IOException {
        try {
            socket.getOutputStream().write('x');
        } catch (SocketException e) {
            // hung up between our last look for an answer and now
        }
    }

    /** All that is answered until the other side ends the connection, which it must. */
    String untilHungUp() throws IOException {
        StringBuilder read = new StringBuilder();
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                read.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketException e) {
            // reset, because it had more to read
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
