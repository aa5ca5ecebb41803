package dev.tidegate.core.route.istio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.distribution.Weight;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.traffic.StepTraffic;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a later step cannot have keeps the gate shut, before any traffic moves. */
class StepGateTest {

    private static final RoutePlanner PLANNER = new RoutePlanner(ClusterDomain.LOCAL);
    private static final StepTraffic FIVE = new StepTraffic(new Weight(500), List.of());

    static List<GoldenFolder> refused() {
        return GoldenFolder.all().stream()
                .filter(folder -> folder.toString().matches("(sticky|mirror)-.*-is-refused"))
                .filter(folder -> !folder.toString().contains("subset"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void gateSaysWhatALaterStepCannotHave(GoldenFolder folder) {
        // Given a plan whose second step is the one that the planner refuses
        Release release = folder.routeCase().release();
        String problem = Objects.requireNonNull(folder.expected().get("error.txt")).strip();
        // When
        List<String> problems =
                PLANNER.gate(
                                release,
                                List.of(FIVE, folder.routeCase().step()),
                                folder.objects(),
                                Optional.empty())
                        .problems();
        // Then
        assertThat(problems).contains(problem);
        assertThat(
                        PLANNER.gate(release, List.of(FIVE), folder.objects(), Optional.empty())
                                .problems())
                .doesNotContain(problem);
    }
}
