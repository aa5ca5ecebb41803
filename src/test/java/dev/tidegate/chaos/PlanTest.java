package dev.tidegate.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.core.event.RolloutEvent.AlertFired;
import dev.tidegate.sandbox.Trouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

class PlanTest {

    private static List<String> told(Plan plan) {
        return plan.acts().stream()
                .map(act -> "%s %s %s".formatted(act.at(), act.kind(), act.says()))
                .toList();
    }

    private static List<Cue> alerts(Plan plan) {
        return plan.cues().stream()
                .filter(c -> c.event().at(Optional.empty(), Instant.EPOCH) instanceof AlertFired)
                .toList();
    }

    @Test
    void seedDecidesThePlan() {
        ChaosOptions options = ChaosOptions.of("--seed", "7", "--releases", "30");
        assertThat(told(Plan.of(options))).isEqualTo(told(Plan.of(options)));
        assertThat(Plan.of(options).services()).isEqualTo(Plan.of(options).services());
        ChaosOptions other = ChaosOptions.of("--seed", "8", "--releases", "30");
        assertThat(told(Plan.of(other))).isNotEqualTo(told(Plan.of(options)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shortRunHasEachFaultAndStopsAProcessForLongerThanItsLead(int seed) {
        ChaosOptions options = new ChaosOptions(seed, 30, Duration.ofSeconds(30));
        assertThat(options.stop()).isGreaterThan(Duration.ofSeconds(10));
        assertThat(Plan.of(options).acts())
                .extracting(Act::kind)
                .contains(
                        "kills",
                        "stops",
                        "broker restarts",
                        "API outages",
                        "cuts",
                        "slow ways",
                        "failing requests");
    }

    @Test
    void eachReleaseHasAnAlertAndEachMomentSome() {
        Plan plan = Plan.of(ChaosOptions.of("--seed", "1"));
        assertThat(alerts(plan))
                .hasSize(200)
                .extracting(Cue::moment)
                .containsAll(EnumSet.complementOf(EnumSet.of(Moment.ENDED)));
    }

    @Test
    void wrongOptionIsNamed() {
        assertThatThrownBy(() -> ChaosOptions.of("--releases", "0"))
                .isInstanceOf(Trouble.class)
                .hasMessageContainingAll("--releases", "1 to 10000");
        assertThatThrownBy(() -> ChaosOptions.of("--kills", "3"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--kills");
    }
}
