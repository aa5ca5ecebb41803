package dev.tidegate.it;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.sandbox.ApiServer;
import dev.tidegate.sandbox.Artifact;
import dev.tidegate.sandbox.Broker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Where one request ends and the next begins, byte by byte: a proxy in front and the running
 * artifact must never see it differently.
 */
class HttpFramingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What is smuggled: behind a body whose end two readers see at different places. */
    private static final String SECOND =
            "GET /q/health/live HTTP/1.1\r\nHost: smuggled\r\nConnection: close\r\n\r\n";

    @TempDir static Path directory;

    private static Broker broker;
    private static ApiServer cluster;
    private static Artifact tidegate;

    @BeforeAll
    static void start() {
        broker = Broker.start(0, directory.resolve("kafka"));
        broker.createTopics(1);
        cluster = ApiServer.start(0);
        tidegate =
                Artifact.start(
                        Map.of(
                                "tidegate.access", "open",
                                "kafka.bootstrap.servers", broker.bootstrapServers(),
                                "quarkus.kubernetes-client.api-server-url", cluster.url()),
                        directory.resolve("tidegate.log"));
    }

    @AfterAll
    static void stop() {
        tidegate.close();
        cluster.close();
        broker.close();
    }

    /** All that is answered until the other side ends the connection, which it must. */
    private static String answers(String sent) throws IOException {
        URI url = tidegate.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
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
    }

    @Test
    void twoRequestsThatEndWhereTheySayAreBothAnswered() throws IOException {
        String first = "GET /q/health/live HTTP/1.1\r\nHost: t\r\n\r\n";
        assertThat(answers(first + SECOND).split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 5",
                "content-length: 5|transfer-encoding: CHUNKED",
                "Content-Length: 5|Transfer-Encoding: gzip, chunked",
                "Content-Length: 5|Transfer-Encoding: chunked, chunked",
                "Content-Length: 5|Transfer-Encoding: xchunked",
                "Content-Length: 5|Transfer-Encoding : chunked",
                "Content-Length: 5|Transfer-Encoding: identity|Transfer-Encoding: chunked",
                "Content-Length: 5|Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Content-Length: 5|Content-Length: 0",
                "Content-Length: 5, 0",
                "Content-Length: +5",
                "Content-Length: -5"
            })
    void requestOfTwoLengthsIsRefusedAndItsConnectionEnded(String lengths) throws IOException {
        String request =
                "POST /events HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
                        + lengths.replace("|", "\r\n")
                        + "\r\n\r\n0\r\n\r\n"
                        + SECOND;
        String answer = answers(request);
        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n");
        assertThat(answer.split("HTTP/1.1 \\d", -1)).as(answer).hasSize(2);
    }

    @Test
    void chunksInHttp10AreRefused() throws IOException {
        assertThat(
                        answers(
                                """
                                POST /events HTTP/1.0\r
                                Connection: keep-alive\r
                                Content-Length: 5\r
                                Transfer-Encoding: chunked\r
                                \r
                                0\r
                                \r
                                """))
                .startsWith("HTTP/1.0 400 Bad Request\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked|Content-Length: 5", "xchunked|Content-Length: 5", "xchunked"})
    void whatComesBehindARefusedRequestIsNotDone(String coding) throws IOException {
        // Given a deployment behind the end that another reader sees
        String smuggled = "smuggled-" + UUID.randomUUID();
        answers(
                "POST /events HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: "
                        + coding.replace("|", "\r\n")
                        + "\r\n\r\n0\r\n\r\n"
                        + deployment(smuggled));
        // When one comes by an honest connection
        String honest = "honest-" + UUID.randomUUID();
        assertThat(answers(deployment(honest))).startsWith("HTTP/1.1 202 ");
        // Then it is the only one
        assertThat(Topic.records(broker.bootstrapServers(), "tidegate.deployments"))
                .extracting(event -> new String(event.value(), UTF_8))
                .anyMatch(event -> event.contains(honest))
                .noneMatch(event -> event.contains(smuggled));
    }

    private static String deployment(String id) {
        String event =
                """
                {"specversion": "1.0", "id": "%s", "source": "/it", "time": "%s", "type": "dev.tidegate.deploy.started",
                 "data": {"namespace": "bookinfo", "service": "reviews", "version": "v2"}}
                """
                        .formatted(id, Instant.now());
        return """
        POST /events HTTP/1.1\r
        Host: t\r
        Connection: close\r
        Content-Type: application/cloudevents+json\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(event.length(), event);
    }

    @Test
    void nobodyIsUpgradedToHttp2WithoutTls() throws IOException {
        assertThat(
                        answers(
                                        """
                                        GET /q/health/live HTTP/1.1\r
                                        Host: t\r
                                        Connection: Upgrade, HTTP2-Settings\r
                                        Upgrade: h2c\r
                                        HTTP2-Settings: AAMAAABkAAQAAP__\r
                                        \r
                                        """
                                                + SECOND)
                                .split("HTTP/1.1 200 OK", -1))
                .hasSize(3);
    }

    @Test
    void http2WithoutTlsIsNotUnderstood() throws IOException {
        // Given a client that knows beforehand: the preface and empty settings
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        String settings = "\0\0\0\4\0\0\0\0\0";
        // Then it gets no frame, but an answer in the words of HTTP/1.1
        assertThat(answers(preface + settings)).startsWith("HTTP/2.0 400 Bad Request\r\n");
    }
}
