package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Steps that last until proven, in a simulation that knows no evidence. */
class SimulateProvenTest {

    private static final String EXAMPLE = "k8s/examples/evidence-steps.yaml";

    private static String simulate(String... options) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        assertThat(Tidegate.run(writer, writer, options)).isZero();
        return text.toString();
    }

    @Test
    void stepSaysThatItLastsLongerAndItsDwellIsCounted() {
        assertThat(simulate("simulate", EXAMPLE))
                .containsPattern(
                        "(?m)^ *1 +5% .* 10s +30s  lasts at least so long, until the next weight is"
                                + " proven; after 1h it rolls back$")
                .containsPattern("(?m)^ *2 +25% .* 40s +2m  lasts at least .* after 1h it pauses$")
                .contains("\nTakes at least 12m40s: 10s to prepare, 2m30s of holds");
    }

    @Test
    void jsonTellsTheSame() throws IOException {
        JsonNode steps =
                new ObjectMapper().readTree(simulate("simulate", EXAMPLE, "--json")).path("steps");
        assertThat(steps.at("/0/untilProven").asBoolean()).isTrue();
        assertThat(steps.at("/0/maxHoldSeconds").asDouble()).isEqualTo(3_600);
        assertThat(steps.at("/0/then").asText()).isEqualTo("rolls back");
        assertThat(steps.at("/2/untilProven").asBoolean()).isFalse();
        assertThat(steps.at("/2/then").asText()).isEmpty();
    }
}
