package dev.tidegate.core.rollout;

import static dev.tidegate.core.rollout.Scenes.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.event.Alert;
import dev.tidegate.core.event.RolloutEvent.AlertFired;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;

/** Of version and workload, whichever names a side of the release counts. */
class AlertTargetTest {

    private static Alert naming(String version, String workload) {
        return new Alert(
                "ErrorRate",
                "critical",
                Optional.ofNullable(version),
                Optional.ofNullable(workload),
                "f",
                later(1),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "v2,         ,            CANARY",
        "reviews-v2, ,            CANARY",
        "          , reviews-v2,  CANARY",
        "          , v2,          CANARY",
        "1.29.0,     reviews-v2,  CANARY",
        "v2,         reviews-x,   CANARY",
        "v1,         reviews-v2,  CANARY",
        "v2,         reviews-v1,  CANARY",
        "v1,         ,            STABLE",
        "1.29.0,     reviews-v1,  STABLE",
        "v1,         reviews-x,   STABLE",
        "          , ,            SERVICE",
        "v9,         ,            OTHER",
        "1.29.0,     reviews-v9,  OTHER",
        "V2,         reviews,     OTHER",
    })
    void whicheverNamesASideCounts(String version, String workload, AlertTarget target) {
        assertThat(AlertTarget.of(naming(version, workload), progressing(plan())))
                .isEqualTo(target);
    }

    static List<Rollout> movable() {
        return live(plan()).subList(0, 5);
    }

    @ParameterizedTest
    @MethodSource("movable")
    void versionOfSomethingElseKeepsNoWorkloadFromRollingBack(Rollout rollout) {
        var fired = new AlertFired("a", REVIEWS, later(1), naming("1.29.0", "reviews-v2"));
        assertThat(moved(rollout, fired, later(1)).phase())
                .isInstanceOfAny(Phase.RollingBack.class, Phase.RolledBack.class);
    }
}
