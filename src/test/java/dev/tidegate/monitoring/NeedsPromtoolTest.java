package dev.tidegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Optional;

class NeedsPromtoolTest {

    @Test
    void withoutPromtoolATestIsLeftOutUnlessItIsDemanded() {
        assertThat(NeedsPromtool.Condition.result(Optional.empty(), false).isDisabled()).isTrue();
        assertThatThrownBy(() -> NeedsPromtool.Condition.result(Optional.empty(), true))
                .hasMessageContaining("apt-get install prometheus");
        assertThat(NeedsPromtool.Condition.result(Optional.of(Path.of("p")), true).isDisabled())
                .isFalse();
    }
}
