package dev.tidegate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/** The two ways to an image, {@code src/docker/Dockerfile} and the profile {@code jib}, agree. */
class ImageTest {

    private static final Path DOCKER = Path.of("src", "docker");

    @Test
    void bothStartFromTheSameImage() throws Exception {
        assertThat(jib("quarkus.jib.base-jvm-image")).isEqualTo(lastWord("FROM"));
    }

    @Test
    void bothRunAsTheUserOfTheDeployment() throws Exception {
        assertThat(jib("quarkus.jib.user")).isEqualTo(lastWord("USER"));
        assertThat(Files.readString(Path.of("k8s", "deployment.yaml")))
                .contains("runAsUser: " + jib("quarkus.jib.user") + "\n");
    }

    @Test
    void bothServeTheSamePortFromTheSameFolder() throws Exception {
        assertThat(jib("quarkus.jib.ports")).isEqualTo(lastWord("EXPOSE"));
        assertThat(lastWord("ENTRYPOINT"))
                .isEqualTo(
                        "\"%s/quarkus-run.jar\"]".formatted(jib("quarkus.jib.working-directory")));
    }

    /** Without the AOT cache, which only the Dockerfile makes. */
    @Test
    void bothGiveTheJvmTheSameOptions() throws Exception {
        List<String> options =
                Files.readAllLines(DOCKER.resolve("jvm.options")).stream()
                        .filter(line -> line.startsWith("-") && !line.startsWith("-XX:AOT"))
                        .toList();
        assertThat(dockerfile()).anyMatch(line -> line.contains("\"@/app/jvm.options\""));
        assertThat(jib("quarkus.jib.jvm-additional-arguments").split(","))
                .containsExactlyElementsOf(options);
    }

    private static String lastWord(String instruction) throws IOException {
        String line =
                dockerfile().stream()
                        .filter(l -> l.startsWith(instruction + " "))
                        .reduce((_, last) -> last)
                        .orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static List<String> dockerfile() throws IOException {
        return Files.readAllLines(DOCKER.resolve("Dockerfile"));
    }

    /** A property of the profile. */
    private static String jib(String property) throws Exception {
        Element pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile())
                        .getDocumentElement();
        return elements(pom, "profile").stream()
                .filter(profile -> text(profile, "id").equals("jib"))
                .map(profile -> text(profile, property))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Element parent, String name) {
        return elements(parent, name).getFirst().getTextContent();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
