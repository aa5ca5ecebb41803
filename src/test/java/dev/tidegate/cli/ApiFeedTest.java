package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.tidegate.core.event.ServiceKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

class ApiFeedTest {

    private static final String LIST =
            """
            [{"name": "reviews-2"}, {"name": "reviews-1"}]\
            """;

    private static final String REFUSALS = "/api/refusals/bookinfo/reviews";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Feed feed;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        feed = new ApiClient(url, Optional.empty()).feed(new ServiceKey("bookinfo", "reviews"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        String body = answers.get(exchange.getRequestURI().getPath());
        byte[] bytes = (body == null ? "{\"detail\": \"no such rollout\"}" : body).getBytes(UTF_8);
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void endIsToldThoughTheRolloutThatFollowsCannotBeReadYet() throws IOException {
        // Given a replica whose watch lags: it lists the successor and does not show it
        answers.put("/api/rollouts", LIST);
        answers.put("/api/rollouts/bookinfo/reviews-1", shown("Superseded", false));
        // When, Then
        assertThat(feed.next(true))
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.Moved.class,
                        moved -> {
                            assertThat(moved.rollout()).isEqualTo("reviews-1");
                            assertThat(moved.phase()).isEqualTo("Superseded");
                        });
        assertThatThrownBy(() -> feed.next(true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such rollout");
        // Given it has caught up
        answers.put("/api/rollouts/bookinfo/reviews-2", shown("Pending", true));
        // When, Then
        assertThat(feed.next(true))
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.Moved.class,
                        moved -> assertThat(moved.rollout()).isEqualTo("reviews-2"));
    }

    @Test
    void refusalThatCameAfterTheFirstQuestionIsToldOnce() throws IOException {
        // Given a refusal of an earlier try of the same event
        answers.put("/api/rollouts", "[]");
        String before = refusal("2026-01-31T12:00:00Z", "there was no policy");
        answers.put(REFUSALS, "[%s]".formatted(before));
        assertThat(feed.next(true)).isEmpty();
        // When another comes
        String now = refusal("2026-01-31T12:05:00Z", "it carries the traffic already");
        answers.put(REFUSALS, "[%s, %s]".formatted(before, now));
        // Then it alone is told, and once
        List<Notice> told = new ArrayList<>();
        while (told.isEmpty()) {
            told.addAll(feed.next(true));
        }
        assertThat(told)
                .containsExactly(new Notice.Refused("/ci e-1", "it carries the traffic already"));
        for (int i = 0; i < 5; i++) {
            assertThat(feed.next(true)).isEmpty();
        }
    }

    @Test
    void refusalIsToldThoughTheFirstQuestionHadNoAnswer() throws IOException {
        // Given
        answers.put("/api/rollouts", "[]");
        assertThat(feed.next(true)).isEmpty();
        // When
        answers.put(REFUSALS, "[%s]".formatted(refusal("2026-01-31T12:05:00Z", "no policy")));
        // Then
        List<Notice> told = new ArrayList<>();
        while (told.isEmpty()) {
            told.addAll(feed.next(true));
        }
        assertThat(told).containsExactly(new Notice.Refused("/ci e-1", "no policy"));
    }

    @Test
    void refusalsThatCannotBeReadHideNoMove() throws IOException {
        // Given that nothing answers for the refusals
        answers.put("/api/rollouts", "[{\"name\": \"reviews-1\"}]");
        answers.put("/api/rollouts/bookinfo/reviews-1", shown("Pending", true));
        // When, Then
        assertThat(feed.next(true)).hasSize(1);
    }

    @Test
    void whoHasAnAnswerAsksForNoRefusals() throws IOException {
        answers.put("/api/rollouts", "[]");
        assertThat(feed.next(false)).isEmpty();
        assertThat(asked).containsExactly("/api/rollouts");
    }

    private static String refusal(String at, String reason) {
        return """
        {"event": "/ci e-1", "at": "%s", "reason": "%s"}\
        """
                .formatted(at, reason);
    }

    private static String shown(String phase, boolean live) {
        return """
        {"rollout": {"live": %b}, "history": [{"revision": 1, "at": "2026-01-31T12:00:00Z",
          "phase": "%s", "step": 0, "weightPercent": 0, "cause": "a cause", "event": "/ci e-1"}]}
        """
                .formatted(live, phase);
    }
}
