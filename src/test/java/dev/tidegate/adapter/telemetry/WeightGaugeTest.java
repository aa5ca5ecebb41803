package dev.tidegate.adapter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.Rollout;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class WeightGaugeTest {

    private static final Phase HOLDING = new Phase.Progressing(0, Releases.NOON, Releases.NOON);

    @Test
    void everyVersionOfALiveReleaseShowsItsRoleAndShare() {
        assertThat(shown(Releases.rollout(HOLDING, 25)))
                .containsOnly(
                        Map.entry(List.of("bookinfo", "reviews", "v1", "stable"), 75.0),
                        Map.entry(List.of("bookinfo", "reviews", "v2", "canary"), 25.0));
    }

    @Test
    void stableVersionIsShownAtZeroToo() {
        assertThat(shown(Releases.rollout(new Phase.Baking(Releases.NOON, Releases.NOON), 100)))
                .containsEntry(List.of("bookinfo", "reviews", "v1", "stable"), 0.0)
                .containsEntry(List.of("bookinfo", "reviews", "v2", "canary"), 100.0);
    }

    @Test
    void releaseThatEndedIsNotShown() {
        assertThat(shown(Releases.rollout(new Phase.Succeeded(Releases.NOON), 100))).isEmpty();
    }

    private static Map<List<String>, Double> shown(Rollout rollout) {
        return new WeightGauge(() -> List.of(rollout))
                .collect().getFirst().samples.stream()
                        .collect(Collectors.toMap(s -> s.labelValues, s -> s.value));
    }
}
