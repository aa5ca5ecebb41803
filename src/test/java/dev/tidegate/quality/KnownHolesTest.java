package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is on the class path stands above the versions with known holes, as the jars themselves say.
 * How to look for others: {@code src/docs/dependencies.md}.
 */
class KnownHolesTest {

    private static final String KAFKA = "4.1.2";
    private static final String NETTY = "4.1.137";

    private static List<Properties> all(String resource) throws IOException {
        return Collections.list(KnownHolesTest.class.getClassLoader().getResources(resource))
                .stream()
                .map(KnownHolesTest::read)
                .toList();
    }

    private static Properties read(URL url) {
        Properties properties = new Properties();
        try (InputStream text = url.openStream()) {
            properties.load(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }

    private static boolean isAtLeast(String version, String floor) {
        return Version.parse(version.replace(".Final", "")).compareTo(Version.parse(floor)) >= 0;
    }

    @Test
    void kafkaClientPutsNoBatchIntoAnotherTopic() throws IOException {
        assertThat(all("kafka/kafka-version.properties"))
                .extracting(jar -> jar.getProperty("version"))
                .isNotEmpty()
                .allSatisfy(
                        version ->
                                assertThat(isAtLeast(version, KAFKA))
                                        .as(
                                                "kafka-clients %s: CVE-2026-35554 is mended in %s",
                                                version, KAFKA)
                                        .isTrue());
    }

    @Test
    void nettyLetsNoRequestBeSmuggled() throws IOException {
        Map<String, String> versions =
                all("META-INF/io.netty.versions.properties").stream()
                        .flatMap(KnownHolesTest::versions)
                        .distinct()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(versions)
                .containsKey("netty-codec-http")
                .containsKey("netty-codec-http2")
                .allSatisfy(
                        (jar, version) -> {
                            assertThat(isAtLeast(version, NETTY))
                                    .as(
                                            "%s %s: CVE-2026-33870, CVE-2026-42581 and"
                                                    + " CVE-2026-50020 are mended in %s",
                                            jar, version, NETTY)
                                    .isTrue();
                            assertThat(version)
                                    .as("%s %s: look up where 4.2 is mended", jar, version)
                                    .startsWith("4.1.");
                        });
    }

    private static Stream<Map.Entry<String, String>> versions(Properties netty) {
        return netty.stringPropertyNames().stream()
                .filter(name -> name.endsWith(".version"))
                .map(name -> Map.entry(name.replace(".version", ""), netty.getProperty(name)));
    }
}
