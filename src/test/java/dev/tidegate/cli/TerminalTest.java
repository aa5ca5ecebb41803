package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a terminal gets of data that were taken in before anybody looked what is not seen in them.
 */
class TerminalTest {

    private static final String CAUSE =
            "abort by boss: ok\u202e\u001b[2J\u009b1mnext\nreviews-2  done";
    private static final String ROLLOUT =
            """
            {"rollout": {"namespace": "bookinfo", "name": "reviews-1", "service": "reviews",
              "number": 1, "version": "v2\\u001b", "phase": "RolledBack", "step": 1,
              "weightPercent": 0, "since": "2026-01-31T12:00:00Z", "live": false,
              "problem": "%1$s"}, "uid": "u", "revision": 3, "reason": "%1$s", "steps": [],
             "weightsPercent": {}, "history": [{"revision": 3, "at": "2026-01-31T12:00:00Z",
              "phase": "RolledBack", "step": 1, "weightPercent": 0, "cause": "%1$s",
              "event": "/me %1$s"}]}
            """
                    .formatted(CAUSE.replace("\u001b", "\\u001b").replace("\n", "\\n"));

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            answers.getOrDefault(exchange.getRequestURI().getPath(), "[]")
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Ran rollouts(String... more) {
        answers.put("/api/rollouts/bookinfo/reviews-1", ROLLOUT);
        String[] args = new String[more.length + 4];
        args[0] = "rollouts";
        args[1] = "bookinfo/reviews-1";
        args[2] = "--server";
        args[3] = "http://127.0.0.1:" + server.getAddress().getPort();
        System.arraycopy(more, 0, args, 4, more.length);
        return Ran.of(args);
    }

    @Test
    void storyHoldsNothingThatSteersTheTerminalNorALineOfSomebodyElse() {
        Ran ran = rollouts();
        assertThat(ran.exit()).as(ran.said()).isZero();
        assertThat(ran.out().replace("\n", ""))
                .matches("\\P{C}*")
                .contains("ok\\u202e\\u001b[2J\\u009b1mnext\\u000areviews-2  done");
        assertThat(ran.out().lines()).noneMatch(line -> line.startsWith("reviews-2"));
    }

    @Test
    void jsonSaysTheSameAndHoldsNothingThatSteersTheTerminal() throws IOException {
        Ran ran = rollouts("--output", "json");
        assertThat(ran.exit()).as(ran.said()).isZero();
        assertThat(ran.out().replaceAll("\\R", "")).matches("\\P{C}*");
        assertThat(JsonMapper.builder().build().readTree(ran.out()).at("/history/0/cause").asText())
                .isEqualTo(CAUSE);
    }

    @Test
    void argumentsAreRepeatedWithEscapes() {
        Ran ran = Ran.of("rollouts", "--server", "http://127.0.0.1:1", "--phase\u001b[31m");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.said().replaceAll("\\R", "")).contains("\\u001b[31m").matches("\\P{C}*");
    }
}
