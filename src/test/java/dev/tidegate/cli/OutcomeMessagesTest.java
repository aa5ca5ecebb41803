package dev.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tidegate.messages.Collection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a command says of its outcome: all that it prints. */
class OutcomeMessagesTest {

    private static final String REFUSAL =
            """
            [{"event": "/ci build-1", "at": "2026-01-01T12:00:00Z", "reason": "(what the controller says)"}]
            """;

    private final Collection collected = new Collection();
    private final AtomicBoolean refuses = new AtomicBoolean();
    private final AtomicBoolean forbids = new AtomicBoolean();
    private final AtomicBoolean sent = new AtomicBoolean();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean event = path.equals("/events");
        boolean refused = path.startsWith("/api/refusals/") && refuses.get() && sent.get();
        boolean forbidden = forbids.get() && !event;
        if (event) {
            sent.set(true);
        }
        byte[] body =
                (forbidden
                                ? "{\"detail\": \"(which right is missing)\"}"
                                : refused ? REFUSAL : "[]")
                        .getBytes(UTF_8);
        exchange.sendResponseHeaders(forbidden ? 403 : event ? 202 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void run(String provoked, String line) {
        sent.set(false);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        String given = line + " --id build-1 --source /ci --server " + url;
        Ran ran = Ran.of(given.split(" "));
        collected.add(
                "%s (%s, exit code %d)".formatted(line, provoked, ran.exit()),
                ran.said().replace(url, "SERVER").replaceAll("[?]\\S+", "?(service)"));
    }

    @Test
    void outcomesAreForPeople() {
        run("nothing comes of it", "promote bookinfo/cart --begin-within 0.001s");
        run("it is not awaited", "promote bookinfo/cart --no-wait");
        refuses.set(true);
        run("it is refused", "promote bookinfo/cart");
        run("a rollout's name for a service's", "promote bookinfo/reviews-7");
        run("it is refused", "abort bookinfo/reviews");
        run("it is refused", "abort bookinfo/reviews --wait");
        forbids.set(true);
        run("without the right to look", "promote bookinfo/reviews");
        collected.check("outcomes");
    }
}
