package dev.tidegate.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.controller.Dependency;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class DependencyCheckTest {

    private record Known(String name, Optional<String> trouble) implements Dependency {}

    private static final Dependency WELL = new Known("leases", Optional.empty());
    private static final Dependency AWAY =
            new Known("cluster", Optional.of("the API server does not answer"));

    @Test
    void troubleThatLeavesTheProcessOfUseIsToldAndTakesNothingAway() {
        Dependency leaderless =
                new Dependency() {
                    @Override
                    public String name() {
                        return "leader";
                    }

                    @Override
                    public Optional<String> trouble() {
                        return Optional.of("nobody leads");
                    }

                    @Override
                    public boolean vital() {
                        return false;
                    }
                };
        HealthCheckResponse answer = new DependencyCheck(List.of(leaderless, WELL)).call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow()).containsEntry("leader", "nobody leads");
    }

    @Test
    void readyWhenNothingIsWrong() {
        assertThat(new DependencyCheck(List.of(WELL)).call().getStatus())
                .isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void oneTroubleMakesItUnreadyAndIsTold() {
        HealthCheckResponse answer = new DependencyCheck(List.of(AWAY, WELL)).call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("cluster", "the API server does not answer")
                .containsEntry("leases", "ok");
    }

    @Test
    void noticeIsShownAndTakesNothingAway() {
        Dependency typo =
                new Dependency() {
                    @Override
                    public String name() {
                        return "freezes";
                    }

                    @Override
                    public Optional<String> trouble() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> notice() {
                        return Optional.of("a key is no namespace");
                    }
                };
        HealthCheckResponse answer = new DependencyCheck(List.of(typo)).call();
        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(answer.getData().orElseThrow())
                .containsEntry("freezes", "a key is no namespace");
    }
}
