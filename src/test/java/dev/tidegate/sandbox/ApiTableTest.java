package dev.tidegate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** What kubectl asks of the double, without kubectl. */
class ApiTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String ROLLOUTS =
            "/apis/tidegate.dev/v1alpha1/namespaces/bookinfo/rollouts";

    private final ApiServer server = ApiServer.start(0);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void fill() {
        server.put(
                """
                {"kind":"Rollout","metadata":{"name":"reviews-1","namespace":"bookinfo"},
                 "spec":{"service":"reviews","version":"v2"},"status":{"phase":"Baking"}}
                """);
        server.put(
                """
                {"kind":"VirtualService","metadata":{"name":"reviews","namespace":"bookinfo"},
                 "spec":{"hosts":["reviews"]}}
                """);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpRequest request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Accept", accept)
                .build();
    }

    private JsonNode get(String path, String accept) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request(path, accept), BodyHandlers.ofString()).body());
    }

    @Test
    void listIsATableForWhoAsksForOne() throws IOException, InterruptedException {
        JsonNode table = get(ROLLOUTS, TABLE);
        assertThat(table.path("kind").asText()).isEqualTo("Table");
        assertThat(table.at("/columnDefinitions").findValuesAsText("name"))
                .containsExactly(
                        "Name",
                        "Evidence",
                        "Service",
                        "Version",
                        "Phase",
                        "Step",
                        "Weight",
                        "Age",
                        "Waits for");
        assertThat(table.at("/rows/0/cells").toString())
                .matches(
                        "\\[\"reviews-1\",null,\"reviews\",\"v2\","
                                + "\"Baking\",null,null,\"\\d+s\",null]");
        assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
        assertThat(get(ROLLOUTS, "application/json").path("kind").asText())
                .isEqualTo("RolloutList");
    }

    @Test
    void oneObjectIsATableWithOneRow() throws IOException, InterruptedException {
        JsonNode whole = get(ROLLOUTS + "/reviews-1?includeObject=Object", TABLE);
        assertThat(whole.path("rows")).hasSize(1);
        assertThat(whole.at("/rows/0/object/kind").asText()).isEqualTo("Rollout");
        JsonNode none = get(ROLLOUTS + "/reviews-1?includeObject=None", TABLE);
        assertThat(none.at("/rows/0").has("object")).isFalse();
        assertThat(get(ROLLOUTS + "/reviews-9", TABLE).path("code").asInt()).isEqualTo(404);
    }

    @Test
    void listInACellIsWrittenAsTheRealServerDoes() throws IOException, InterruptedException {
        JsonNode table =
                get("/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices", TABLE);
        assertThat(table.at("/rows/0/cells/2").asText()).isEqualTo("[\"reviews\"]");
    }

    @Test
    void watchIsOfTablesToo() throws IOException, InterruptedException {
        var answer =
                http.send(request(ROLLOUTS + "?watch=true", TABLE), BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            JsonNode event = JSON.readTree(lines.readLine());
            assertThat(event.path("type").asText()).isEqualTo("ADDED");
            assertThat(event.at("/object/kind").asText()).isEqualTo("Table");
            assertThat(event.at("/object/rows/0/cells/0").asText()).isEqualTo("reviews-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0s",
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "358, 5m58s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11100, 3h5m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "176400, 2d1h",
        "691200, 8d",
        "63072000, 2y",
        "63158400, 2y1d",
        "252288000, 8y"
    })
    void ageGetsLessPreciseTheOlderItIs(long seconds, String shown) {
        assertThat(ApiAge.since(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofSeconds(seconds))))
                .isEqualTo(shown);
    }

    @Test
    void pathsOfColumnsAreFollowed() throws IOException {
        JsonNode object =
                JSON.readTree(
                        """
                        {"a": {"b": ["x", "y"], "c": [{"type": "Ready", "status": "True"}]}}
                        """);
        assertThat(ApiJsonPath.of(".a.b[1]").in(object).asText()).isEqualTo("y");
        assertThat(ApiJsonPath.of(".a.c[?(@.type==\"Ready\")].status").in(object).asText())
                .isEqualTo("True");
        assertThat(ApiJsonPath.of(".a.c[?(@.type==\"Valid\")].status").in(object).isMissingNode())
                .isTrue();
        assertThat(ApiJsonPath.of(".a.b[7].d").in(object).isMissingNode()).isTrue();
        assertThatThrownBy(() -> ApiJsonPath.of(".a[*]"))
                .hasMessageContaining("is not understood from \"[*]\" on");
    }
}
