package dev.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.tidegate.controller.NetworkTrouble;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.message.BinaryEvent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tidegate's HTTP API: {@code POST /events}, {@code GET /api/rollouts} and {@code GET
 * /api/refusals}.
 */
final class ApiClient implements Client {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String server;
    private final Optional<String> token;

    /**
     * @param server such as {@code http://127.0.0.1:8080}
     * @param token sent as the bearer token
     */
    ApiClient(String server, Optional<String> token) {
        if (!isAddress(server)) {
            throw new IllegalArgumentException(
                    "--server: \"%s\" is no address; write for example http://127.0.0.1:8080"
                            .formatted(server));
        }
        this.server = server.replaceAll("/+$", "");
        this.token = token;
    }

    private static boolean isAddress(String server) {
        try {
            URI address = new URI(server);
            return address.getHost() != null
                    && List.of("http", "https").contains(String.valueOf(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public void publish(ServiceKey service, BinaryEvent event) throws IOException {
        HttpRequest.Builder request =
                request("/events").POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
        event.attributes()
                .forEach(
                        (name, value) ->
                                request.header(
                                        name.equals("content-type") ? name : "ce-" + name,
                                        encoded(value)));
        send(request.build());
    }

    @Override
    public Feed feed(ServiceKey service) {
        return new ApiFeed(this, service);
    }

    @Override
    public Optional<JsonNode> firing(ServiceKey service) throws IOException {
        return Optional.of(alerts(service));
    }

    /**
     * The rollouts that have these values, each as {@code GET /api/rollouts} lists it.
     *
     * @param wanted of the filters {@code namespace}, {@code service}, {@code phase}, {@code live}
     */
    JsonNode rollouts(Map<String, String> wanted) throws IOException {
        String query =
                wanted.entrySet().stream()
                        .map(w -> w.getKey() + "=" + URLEncoder.encode(w.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        return get("/api/rollouts?" + query);
    }

    /** One rollout in full, as {@code GET /api/rollouts/{namespace}/{name}} shows it. */
    JsonNode rollout(String namespace, String name) throws IOException {
        return get(
                "/api/rollouts/%s/%s"
                        .formatted(
                                URLEncoder.encode(namespace, UTF_8),
                                URLEncoder.encode(name, UTF_8)));
    }

    /** Events of the service that were refused within the last minutes. */
    JsonNode refusals(ServiceKey service) throws IOException {
        return get("/api/refusals/%s/%s".formatted(service.namespace(), service.name()));
    }

    /** The alerts that are taken to fire for the service. */
    JsonNode alerts(ServiceKey service) throws IOException {
        return get("/api/alerts/%s/%s".formatted(service.namespace(), service.name()));
    }

    private JsonNode get(String path) throws IOException {
        String answer = send(request(path).GET().build());
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IOException(server + " answers, and is no Tidegate; give --server", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(LONGEST_ANSWER);
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    private String send(HttpRequest request) throws IOException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            throw new IOException(server + " cannot be reached: " + NetworkTrouble.of(e), e);
        }
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return answer.body();
        }
        String what = "%s answered %d: %s".formatted(request.uri(), status, detail(answer.body()));
        boolean behind = status == 404 && request.method().equals("GET"); // this replica's cache
        if (status == 429 || status >= 500 || behind) {
            throw new IOException(what);
        }
        throw new IllegalArgumentException(what);
    }

    /** What a problem document says; what is none is not from Tidegate. */
    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asText(body);
        } catch (JsonProcessingException e) {
            return "with no problem document, as Tidegate would";
        }
    }

    /** As the HTTP binding of CloudEvents 1.0.2 asks, §3.1.3.2. */
    private static String encoded(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '"' && b != '%') {
                text.append((char) b);
            } else {
                text.append("%%%02X".formatted(b & 0xff));
            }
        }
        return text.toString();
    }
}
