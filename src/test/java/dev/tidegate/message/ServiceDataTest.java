package dev.tidegate.message;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.core.event.RolloutEvent.DeployStarted;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** CDEvents in, as each release of the specification writes them. */
class ServiceDataTest {

    private static final String DATA =
            """
            {"context": {"SPEC": "0.5.1", "id": "1", "source": "/ci", "chainId": "4c8cb7dd",
                         "type": "dev.cdevents.service.deployed.0.3.0",
                         "timestamp": "2026-01-31T12:00:00Z",
                         "links": [{"linkType": "END", "from": {"contextId": "5328c37f"}}]},
             "subject": {"id": "service/reviews", "source": "/ci", "content":
                         {"environment": {"id": "bookinfo", "source": "/clusters/eu"},
                          "artifactId": "PURL"}}}\
            """;
    private static final String PURL = "pkg:oci/reviews@sha256%3A0b31b1c0?tag=v2";

    private static Decoded decode(CloudEventCodec codec, String type, String data) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", "1");
        attributes.put("source", "/ci");
        attributes.put("type", type);
        attributes.put("time", "2026-01-31T12:00:00Z");
        attributes.put("subject", "service/reviews");
        return codec.decode(attributes, data.getBytes(UTF_8));
    }

    private static Decoded decode(String data) {
        return decode(
                new CloudEventCodec(Clock.systemUTC()),
                "dev.cdevents.service.deployed.0.3.0",
                data);
    }

    private static String data(String purl) {
        return DATA.replace("SPEC", "specversion").replace("PURL", purl);
    }

    private static DeployStarted deployed(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Event.class);
        assertThat(((Decoded.Event) decoded).topic()).isEqualTo("tidegate.deployments");
        return (DeployStarted) ((Decoded.Event) decoded).event();
    }

    private static Decoded.Poison poison(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Poison.class);
        return (Decoded.Poison) decoded;
    }

    @ParameterizedTest
    @CsvSource({
        "dev.cdevents.service.deployed.0.1.1, version",
        "dev.cdevents.service.upgraded.0.2.0, version",
        "dev.cdevents.service.deployed.0.3.0, specversion",
        "dev.cdevents.service.upgraded.0.3.0, specversion"
    })
    void eachReleaseIsRead(String type, String spec) {
        String data = DATA.replace("SPEC", spec).replace("PURL", PURL);

        DeployStarted deploy = deployed(decode(new CloudEventCodec(Clock.systemUTC()), type, data));

        assertThat(deploy.service()).hasToString("bookinfo/reviews");
        assertThat(deploy.version()).hasToString("v2");
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:oci/reviews?tag=v2&repository_url=ghcr.io/bookinfo, v2",
        "pkg:golang/git.example.org/bookinfo/reviews@234fd47e07d1, 234fd47e07d1",
        "pkg:npm/%40bookinfo/reviews@v2#dist, v2"
    })
    void versionIsThePackagesTagOrVersion(String purl, String version) {
        assertThat(deployed(decode(data(purl))).version()).hasToString(version);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:oci/reviews@sha256%3A0b31b1c0, names no version",
        "pkg:oci/reviews, names no version",
        "pkg:maven/bookinfo/reviews@1.4.2, DNS label",
        "reviews:v2, is no package URL"
    })
    void artifactWithoutAUsableVersionIsNamed(String purl, String says) {
        Decoded.Poison poison = poison(decode(data(purl)));
        assertThat(poison.field()).isEqualTo("data.subject.content.artifactId");
        assertThat(poison.reason()).contains(says);
    }

    @Test
    void customDataSaysItOutright() {
        String data =
                data(PURL)
                        .replaceFirst(
                                "\\}$",
                                ", \"customData\": {\"namespace\": \"shop\", \"service\": \"cart\","
                                        + " \"version\": \"v9\", \"more\": 1}}");

        DeployStarted deploy = deployed(decode(data));

        assertThat(deploy.service()).hasToString("shop/cart");
        assertThat(deploy.version()).hasToString("v9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PHg+PC94Pg==\"", "{\"version\": 3, \"service\": {}}", "null", "[]"})
    void customDataThatIsTheSendersOwnIsNotRead(String custom) {
        String data = data(PURL).replaceFirst("\\}$", ", \"customData\": %s}".formatted(custom));

        DeployStarted deploy = deployed(decode(data));

        assertThat(deploy.service()).hasToString("bookinfo/reviews");
        assertThat(deploy.version()).hasToString("v2");
    }

    @Test
    void namespaceOfAnEnvironmentIsConfigured() {
        Map<String, String> settings = Map.of("tidegate.cdevents.namespace.eu/prod", "bookinfo");
        CloudEventCodec codec =
                new CloudEventCodec(
                        Clock.systemUTC(),
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(settings, "test", 100))
                                .build());
        String data = data(PURL).replace("\"id\": \"bookinfo\"", "\"id\": \"eu/prod\"");

        assertThat(deployed(decode(codec, "dev.cdevents.service.deployed.0.3.0", data)).service())
                .hasToString("bookinfo/reviews");
        assertThat(poison(decode(data)).field()).isEqualTo("data.subject.content.environment.id");
    }

    @Test
    void dotsOfAVersionAreReadAsDashesWhereThatIsSet() {
        CloudEventCodec codec =
                new CloudEventCodec(
                        Clock.systemUTC(),
                        new SmallRyeConfigBuilder()
                                .withSources(
                                        new PropertiesConfigSource(
                                                Map.of("tidegate.versions.dots-as-dashes", "true"),
                                                "test",
                                                100))
                                .build());
        String data = data("pkg:oci/reviews?tag=1.4.2");

        assertThat(deployed(decode(codec, "dev.cdevents.service.deployed.0.3.0", data)).version())
                .hasToString("1-4-2");
        assertThat(poison(decode(data)).reason())
                .contains("\"1.4.2\"", "tidegate.versions.dots-as-dashes=true");
    }

    @Test
    void ownOutcomeStartsNoRelease() throws IOException {
        // Given the end of a release, as it comes back by a bus that all CDEvents share
        String outcome = Files.readString(Path.of("kafka/examples/cdevents-outcome-upgraded.json"));
        CloudEventCodec codec = new CloudEventCodec(Clock.systemUTC());
        // Then
        Decoded.Poison poison = poison(codec.decode(Map.of(), outcome.getBytes(UTF_8)));
        assertThat(poison.field()).isEqualTo("source");
        assertThat(poison.reason()).contains("\"/tidegate\" is Tidegate itself");
        // and the same of a tool's is one
        byte[] tools = outcome.replace("\"/tidegate\"", "\"/ci\"").getBytes(UTF_8);
        assertThat(codec.decode(Map.of(), tools)).isInstanceOf(Decoded.Event.class);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(poison(decode(data(PURL).replace("specversion", "spec"))).field())
                .isEqualTo("data.context.specversion");
        assertThat(poison(decode(data(PURL).replace("\"0.5.1\"", "\"1.0\""))).reason())
                .contains("\"1.0\" is not read", "0.3 to 0.5");
        assertThat(poison(decode(data(PURL).replace("content", "contents"))).field())
                .isEqualTo("data.subject.content");
        assertThat(poison(decode(data(PURL).replace("service/reviews", "reviews"))).field())
                .isEqualTo("subject");
    }
}
