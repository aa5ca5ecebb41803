package dev.tidegate.adapter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;
import dev.tidegate.message.CloudEventCodec;
import dev.tidegate.message.Decoded;
import dev.tidegate.quality.Markdown;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code src/docs/senders.md} shows is as far right as can be said without the tools: its
 * blocks are read, its settings, places and addresses are ours, and each tool is connected.
 */
class SendersPageTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Markdown PAGE = page();

    private static Markdown page() {
        try {
            return new Markdown(Files.readString(Path.of("src", "docs", "senders.md")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> documents() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String block : PAGE.blocks("yaml")) {
            try (MappingIterator<JsonNode> documents =
                    YAML.readerFor(JsonNode.class).readValues(block)) {
                all.addAll(documents.readAll());
            }
        }
        return all;
    }

    private static JsonNode document(String kind, String name) throws IOException {
        return documents().stream()
                .filter(d -> d.path("kind").asText().equals(kind))
                .filter(d -> d.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> settings() throws IOException {
        Properties all = new Properties();
        for (String block : PAGE.blocks("properties")) {
            all.load(new StringReader(block));
        }
        Map<String, String> settings = new HashMap<>();
        all.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }

    private static Set<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(PAGE.text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySenderIsShownWithItsAddress() throws IOException {
        assertThat(found("/webhooks/([a-z]+)"))
                .containsExactlyElementsOf(Sender.ALL.stream().map(Sender::name).toList());
        assertThat(documents()).hasSizeGreaterThan(10);
    }

    @Test
    void everyToolIsGivenItsSecretAndItsRight() {
        assertThat(found("connect ([a-z]+) tidegate-(?:deployer|alerter)"))
                .containsExactlyElementsOf(Sender.ALL.stream().map(Sender::name).toList());
    }

    @Test
    void settingsAreThoseThatAreRead() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/application.properties"));
        assertThat(settings().keySet())
                .isNotEmpty()
                .allSatisfy(
                        key ->
                                assertThat(
                                                key.startsWith("tidegate.cdevents.namespace.")
                                                        || shipped.contains("\n" + key + "="))
                                        .as(key)
                                        .isTrue());
        assertThat(Post.webhooks(settings()).mapping(Sender.named("github").orElseThrow()).places())
                .containsEntry("namespace", List.of("=bookinfo"))
                .containsEntry("environments", List.of("production", "eu-west"));
    }

    @Test
    void placesInTheTablesAreTheDefaults() {
        Mapping github = Post.webhooks(Map.of()).mapping(Sender.named("github").orElseThrow());
        Mapping gitlab = Post.webhooks(Map.of()).mapping(Sender.named("gitlab").orElseThrow());
        Mapping flux = Post.webhooks(Map.of()).mapping(Sender.named("flux").orElseThrow());
        for (Mapping mapping : List.of(github, gitlab, flux)) {
            for (String field : List.of("namespace", "service", "version")) {
                assertThat(PAGE.text())
                        .contains(
                                "| %s | `%s`"
                                        .formatted(
                                                field, String.join("`, `", mapping.places(field))));
            }
        }
    }

    @Test
    void argocdsTemplateMakesADeployment() throws IOException {
        // Given the body of the template, with an application's values in it
        JsonNode settings = document("ConfigMap", "argocd-notifications-cm").path("data");
        String body =
                YAML.readTree(settings.path("template.tidegate").asText())
                        .at("/webhook/tidegate/body")
                        .asText()
                        .replace("{{.app.metadata.name}}", "reviews")
                        .replace("{{.app.metadata.uid}}", "0c6a1f2e")
                        .replaceFirst("\\{\\{with .*end}}", "731f7ea")
                        .replace("{{.app.status.operationState.phase}}", "Succeeded")
                        .replace("{{.app.status.health.status}}", "Healthy")
                        .replace(
                                "{{.app.status.operationState.finishedAt}}", "2026-01-31T12:00:00Z")
                        .replace("{{.app.spec.destination.namespace}}", "bookinfo")
                        .replace(
                                "{{index .app.metadata.labels \"tidegate.dev/service\"}}",
                                "reviews")
                        .replace("{{index .app.metadata.labels \"tidegate.dev/version\"}}", "v2");

        // When
        Sender argocd = Sender.named("argocd").orElseThrow();
        List<Reading> readings =
                argocd.decoder()
                        .read(
                                new WebhookRequest(Map.of(), body.getBytes(UTF_8), Post.NOW),
                                Post.webhooks(Map.of()).mapping(argocd));

        // Then
        assertThat(readings).singleElement().isInstanceOf(Reading.Made.class);
        DeployStarted deploy = (DeployStarted) ((Reading.Made) readings.getFirst()).event();
        assertThat(deploy.id()).isEqualTo("0c6a1f2e/731f7ea/v2/2026-01-31T12:00:00Z");
        assertThat(deploy.service()).hasToString("bookinfo/reviews");
        JsonNode trigger = YAML.readTree(settings.path("trigger.tidegate").asText()).path(0);
        assertThat(trigger.path("send")).hasToString("[\"tidegate\"]");
        assertThat(trigger.path("oncePer").asText())
                .as("what the identity is made of")
                .contains(
                        "syncResult?.revision,",
                        "?.revisions,",
                        ".finishedAt,",
                        "?.['tidegate.dev/version']");
        assertThat(YAML.readTree(settings.path("service.webhook.tidegate").asText()).path("url"))
                .hasToString("\"http://tidegate.tidegate-system/webhooks/argocd\"");
    }

    @Test
    void githubsDeploymentNamesAllThatIsNeeded() throws IOException {
        // Given the request of the page, as GitHub would tell of it
        JsonNode asked = new ObjectMapper().readTree(PAGE.blocks("json").getFirst());
        String body =
                """
                {"deployment": {"id": 1, "environment": %s, "payload": %s,
                 "created_at": "2026-01-31T12:00:00Z"}, "repository": {"name": "Bookinfo"}}
                """
                        .formatted(asked.path("environment"), asked.path("payload"));

        // When
        Sender github = Sender.named("github").orElseThrow();
        Map<String, String> headers = Map.of("x-github-event", "deployment");
        List<Reading> readings =
                github.decoder()
                        .read(
                                new WebhookRequest(headers, body.getBytes(UTF_8), Post.NOW),
                                Post.webhooks(Map.of()).mapping(github));

        // Then
        assertThat(readings).singleElement().isInstanceOf(Reading.Made.class);
    }

    @Test
    void cdEventIsRead() {
        String event = PAGE.blocks("json").getLast();
        Map<String, String> structured = Map.of("content-type", "application/cloudevents+json");

        assertThat(new CloudEventCodec(Clock.systemUTC()).decode(structured, event.getBytes(UTF_8)))
                .isInstanceOf(Decoded.Event.class);
    }
}
