package dev.tidegate.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

class LeadershipTest {

    @Test
    void oneLeadsAndTheOtherFollowsWhenItGoes() {
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        Duration lease = Duration.ofMillis(1_200);
        try (Cluster cluster = new Cluster()) {
            try (Leadership a =
                    new Leadership(cluster.client, "tidegate", "a", lease, first::set)) {
                await().untilTrue(first);
                try (Leadership b =
                        new Leadership(cluster.client, "tidegate", "b", lease, second::set)) {
                    assertThat(second).as("only one leads").isFalse();
                    a.resign();
                    await().untilTrue(second);
                    await().untilFalse(first);
                    b.resign();
                    await().untilFalse(second);
                }
            }
        }
    }
}
