package dev.tidegate.adapter.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tidegate.adapter.policies.PolicyExamples;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.event.PriorTraffic;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.traffic.AnswerCookie;
import dev.tidegate.core.traffic.Mirror;
import dev.tidegate.core.traffic.RequestMatch;
import dev.tidegate.core.traffic.Segment;
import dev.tidegate.core.traffic.TextMatch;
import dev.tidegate.core.traffic.Traffic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class StateJsonTest {

    private static final Path RESOURCES = Path.of("src/test/resources/status");
    private static final Instant T = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final Phase STEP = new Phase.Progressing(1, T, T.plusSeconds(60));

    @Test
    void statusOfTheVersionBeforeIsReadAndWrittenAsTheState() throws IOException {
        // Given a resource that the version before has written
        RolloutResource older =
                PolicyExamples.YAML.readValue(
                        RESOURCES.resolve("older.yaml").toFile(), RolloutResource.class);
        // When it is read, and written anew
        Rollout rollout = RolloutStatuses.read(older).rollout();
        JsonNode state = StateJson.of(rollout);
        // Then the state says all of it
        Path golden = RESOURCES.resolve("state.json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, state.toPrettyString() + "\n");
        }
        assertThat(state.toPrettyString() + "\n").isEqualTo(Files.readString(golden));
        assertThat(StateJson.read(rollout.identity(), state)).isEqualTo(rollout);
        // And the version before finds what it had written
        RolloutStatus written = RolloutStatuses.of(rollout, 1, 3);
        assertThat(older(written)).isEqualTo(older(older.getStatus()));
    }

    @Test
    void segmentsAreKeptAndAStateOfBeforeHasNone() throws IOException {
        // Given a rollout with a segment
        RolloutResource older =
                PolicyExamples.YAML.readValue(
                        RESOURCES.resolve("older.yaml").toFile(), RolloutResource.class);
        Rollout rollout = RolloutStatuses.read(older).rollout();
        Segment group =
                new Segment(
                        List.of(RequestMatch.header("x-group", TextMatch.exact("beta"))),
                        Distribution.all(rollout.canary()));
        ObjectNode state = StateJson.of(rollout);
        Traffic traffic = new Traffic(rollout.wanted().orElseThrow(), List.of(group));
        // When its traffic is written, and read
        state.set("traffic", StateJson.MAPPER.valueToTree(traffic));
        Path golden = RESOURCES.resolve("traffic.json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, state.get("traffic").toPrettyString() + "\n");
        }
        // Then
        assertThat(state.get("traffic").toPrettyString() + "\n")
                .isEqualTo(Files.readString(golden));
        assertThat(StateJson.read(rollout.identity(), state).traffic()).contains(traffic);
        ((ObjectNode) state.get("traffic")).remove("segments");
        assertThat(StateJson.read(rollout.identity(), state)).isEqualTo(rollout);
    }

    @Test
    void cookiesAndMirrorsAreKept() throws IOException {
        // Given
        Rollout rollout = RolloutStatuses.read(Examples.rollout("reviews", 3, "v2")).rollout();
        Traffic traffic =
                new Traffic(
                        Distribution.all(rollout.canary()),
                        List.of(),
                        List.of(new AnswerCookie(rollout.canary(), "tg=a; Path=/; Max-Age=60")),
                        List.of(new Mirror(rollout.canary(), new Weight(25))));
        // When
        ObjectNode state = StateJson.of(rollout);
        state.set("traffic", StateJson.MAPPER.valueToTree(traffic));
        // Then
        assertThat(state.get("traffic").toString())
                .isEqualTo(
                        """
                        {"everybody":[{"version":"v2","weight":100}],\
                        "cookies":[{"version":"v2","header":"tg=a; Path=/; Max-Age=60"}],\
                        "mirrors":[{"to":"v2","share":0.25}]}\
                        """);
        assertThat(StateJson.read(rollout.identity(), state).traffic()).contains(traffic);
    }

    @Test
    void whatLedToTheCanaryWasOnceOneListOfTitlesAndSentences() {
        Rollout rollout = RolloutStatuses.read(Examples.rollout("reviews", 3, "v2")).rollout();
        String named = "VirtualService bookinfo/testers, http route \"testers\"";
        String matching = "VirtualService bookinfo/testers, tcp route matching [{port: 1}]";
        String sentence = named + " sends traffic to reviews without a subset; give it one";
        // Given a state in which they are not told apart
        ObjectNode state = StateJson.of(rollout);
        ArrayNode standing = ((ObjectNode) state.get("routes")).putArray("standing");
        String labels = "rule r: subset \"v1\" does not select version=v1 but %s; add the label";
        standing.add(named).add(sentence).add("*").add(matching);
        standing.add(labels.formatted("{app=reviews, track=stable}"));
        // When
        Rollout read = StateJson.read(rollout.identity(), OlderReader.renewed(state));
        // Then
        assertThat(read.routes().prior())
                .contains(
                        new PriorTraffic(
                                List.of(named, "*", matching),
                                List.of(sentence, labels.formatted("app=reviews, track=stable"))));
    }

    /** Without the origin in an event's id, which is dropped. */
    private static JsonNode older(RolloutStatus status) throws IOException {
        String yaml = PolicyExamples.YAML.writeValueAsString(status.older());
        return PolicyExamples.YAML.readTree(yaml.replace("+reviews-3/1", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/revision, status.state.revision",
        "/phase/until, status.state.phase.until",
        "/phase/kind, status.state.phase",
        "/handled/events/0/id, status.state.handled.events.0.id",
        "/history, status.state.history"
    })
    void stateThatLacksAFieldSaysWhich(String pointer, String field) {
        Rollout rollout = RolloutStatuses.read(Examples.rollout("reviews", 3, "v2")).rollout();
        ObjectNode state = StateJson.of(rollout);
        state.set("phase", StateJson.MAPPER.valueToTree(STEP));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) state.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        assertThatThrownBy(() -> StateJson.read(rollout.identity(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": is missing or wrong");
    }
}
