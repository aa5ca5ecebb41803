package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Raw connections to a server with limits. */
class ConnectionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int MOST = 20;
    private static final String HALF = "GET /now HTTP/1.1\r\nHost: x\r\nX-Half: a";
    private static final String WHOLE = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String HELD = "GET /held HTTP/1.1\r\nHost: x\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private final List<Vertx> running = new ArrayList<>();
    private int port;

    private void serve(int most, Duration head, Duration keep) {
        Connections connections = new Connections(most);
        Vertx vertx =
                new VertxBuilder()
                        .init()
                        .findTransport(
                                new WatchedTransport(
                                        () -> new RequestWatch(connections, head, keep)))
                        .vertx();
        running.add(vertx);
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                        .requestHandler(
                                request -> {
                                    if ("/held".equals(request.path())) {
                                        held.add(request);
                                    } else {
                                        var _ = request.response().end("now");
                                    }
                                })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        port = server.actualPort();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Vertx vertx : running) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(socket);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return socket;
    }

    /** Whether the other side has ended it; what it said before is skipped. */
    private static boolean hungUp(Socket socket) {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0) {
                // of an answer
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith("now")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private static void drip(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('a');
        } catch (SocketException e) {
            // hung up since we looked
        }
    }

    @Test
    void headThatDripsIsGivenUp() throws IOException {
        serve(MOST, SHORT, LONG);
        Socket dripping = send(HALF);
        Socket silent = send("");
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            drip(dripping);
                            return hungUp(dripping) && hungUp(silent);
                        });
    }

    @Test
    void nextHeadThatDripsIsGivenUpToo() throws IOException {
        serve(MOST, LONG, SHORT);
        Socket dripping = send(WHOLE + HALF);
        assertThat(answer(dripping)).startsWith("HTTP/1.1 200 ").endsWith("now");
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            drip(dripping);
                            return hungUp(dripping);
                        });
    }

    @Test
    void requestUnderWayHasAsLongAsItTakes() throws IOException {
        // Given a request that waits for its answer, longer than any head may take
        serve(MOST, SHORT, SHORT);
        Socket waiting = send(HELD);
        await().atMost(PATIENCE).until(() -> held.size() == 1);
        Socket dripping = send(HALF);
        await().atMost(PATIENCE).until(() -> hungUp(dripping));
        Socket another = send(HALF);
        await().atMost(PATIENCE).until(() -> hungUp(another));
        // When
        var _ = held.remove().response().end("now");
        // Then
        assertThat(answer(waiting)).startsWith("HTTP/1.1 200 ").endsWith("now");
    }

    @Test
    void moreThanTheMostAreNotOpenAndWhoSendsARequestIsServed() throws IOException {
        // Given a request under way, and many who hold a connection open with half a head
        serve(MOST, LONG, LONG);
        Socket first = send(HELD);
        await().atMost(PATIENCE).until(() -> held.size() == 1);
        List<Socket> half = new ArrayList<>();
        for (int i = 0; i < 10 * MOST; i++) {
            half.add(send(HALF));
        }
        // Then only the youngest of them stay
        await().atMost(PATIENCE)
                .until(() -> half.stream().filter(socket -> !hungUp(socket)).count() == MOST - 1);
        assertThat(half.subList(0, 9 * MOST)).allMatch(ConnectionsTest::hungUp);
        // and who sends a request is answered, each time
        for (int i = 0; i < 3 * MOST; i++) {
            assertThat(answer(send(WHOLE))).startsWith("HTTP/1.1 200 ");
        }
        var _ = held.remove().response().end("now");
        assertThat(answer(first)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whenAllHaveRequestsUnderWayNoMoreAreTaken() throws IOException {
        serve(2, LONG, LONG);
        send(HELD);
        send(HELD);
        await().atMost(PATIENCE).until(() -> held.size() == 2);
        Socket third = send("");
        await().atMost(PATIENCE).until(() -> hungUp(third));
        // When one is answered and ends, then there is a place again
        var _ = held.remove().response().end("now");
        assertThat(answer(sockets.getFirst())).startsWith("HTTP/1.1 200 ");
        assertThat(answer(send(WHOLE))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void interimAnswerIsNone() throws IOException {
        // Given a sender who asks whether to send
        serve(MOST, LONG, SHORT);
        Socket asking =
                send(
                        """
                        POST /held HTTP/1.1\r
                        Host: x\r
                        Content-Length: 1\r
                        Expect: 100-continue\r
                        \r
                        """);
        await().atMost(PATIENCE).until(() -> held.size() == 1);
        HttpServerRequest request = held.remove();
        var _ = request.response().writeContinue();
        Socket other = send(WHOLE);
        await().atMost(PATIENCE).until(() -> hungUp(other));
        // Then the request is under way still
        asking.getOutputStream().write('x');
        var _ = request.response().end("now");
        assertThat(answer(asking)).contains("100 Continue", "200 OK").endsWith("now");
    }
}
