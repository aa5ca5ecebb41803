package dev.tidegate.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A POST whose head announces a body that is never sent. */
public final class Announced implements AutoCloseable {

    private final Socket socket;

    /**
     * Sends the head.
     *
     * @param token bearer token; none when empty
     * @param bytes length of the body that is announced
     */
    public Announced(URI url, String token, int bytes) throws IOException {
        socket = new Socket(url.getHost(), url.getPort());
        String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
        socket.getOutputStream()
                .write(
                        """
                        POST %s HTTP/1.1\r
                        Host: %s\r
                        Content-Type: application/json\r
                        Content-Length: %d\r
                        %s\r
                        """
                                .formatted(url.getPath(), url.getHost(), bytes, authorization)
                                .getBytes(UTF_8));
    }

    /** The first line of the answer, such as {@code HTTP/1.1 401 Unauthorized}. */
    static String answer(URI url, String token) throws IOException {
        try (Announced post = new Announced(url, token, 200_000);
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
