package dev.tidegate.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Every golden file of what people read is written for people. */
class MessagesTest {

    static Stream<Path> texts() throws IOException {
        Path resources = Path.of("src", "test", "resources");
        try (Stream<Path> files = Files.walk(resources)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(MessagesTest::isRead)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static boolean isRead(Path file) {
        return file.startsWith(Collection.FOLDER) || file.endsWith("out.txt");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsForPeople(Path file) throws IOException {
        assertThat(ForPeople.problems(Files.readString(file))).isEmpty();
    }

    @Test
    void everyPartIsCollected() throws IOException {
        assertThat(texts().filter(file -> file.startsWith(Collection.FOLDER)))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "answers.txt",
                        "cluster-events.txt",
                        "command-line.txt",
                        "conditions.txt",
                        "doors.txt",
                        "events.txt",
                        "functions.txt",
                        "gates.txt",
                        "kafka.txt",
                        "moves.txt",
                        "outcomes.txt",
                        "policies.txt",
                        "policy-conditions.txt",
                        "readiness-of-routes.txt",
                        "readiness.txt",
                        "refusals.txt",
                        "routes.txt",
                        "settings.txt",
                        "webhooks.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: cannot be read as java.util.ArrayList",
                "the type RolloutPolicySpec",
                "http: ConnectException",
                "not done within PT12S",
                "due 2026-01-31T12:00:00.123456Z",
                "policy: Unreachable[why=away]",
                "it has tcp matching [{port=9000}]",
                "'many' is not an int",
                "tidegate: null"
            })
    void whatIsNotForPeopleIsFound(String line) {
        assertThat(ForPeople.problems(line)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alert CanaryErrorRate fires since 2026-01-31T12:00:00.123Z",
                "tidegate.alerts was not read to its end within 12s",
                "dev.tidegate.deploy.started is none"
            })
    void whatIsForPeoplePasses(String line) {
        assertThat(ForPeople.problems(line)).isEmpty();
    }
}
