package dev.tidegate.sandbox.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.sandbox.Trouble;

import org.junit.jupiter.api.Test;

class EvidenceOptionsTest {

    @Test
    void allRowsAtFullSizeByDefault() {
        EvidenceOptions options = EvidenceOptions.of("--evidence");
        assertThat(options.runs()).isEqualTo(1_000);
        assertThat(options.seed()).isEqualTo(1);
        assertThat(options.wants("good")).isTrue();
        assertThat(options.wants("cost")).isTrue();
        assertThat(options.wants("pictures")).isFalse();
    }

    @Test
    void onePartAlone() {
        EvidenceOptions options =
                EvidenceOptions.of("--evidence", "--rows", "bad", "--runs", "20", "--seed", "7");
        assertThat(options.wants("bad")).isTrue();
        assertThat(options.wants("good")).isFalse();
        assertThat(options.runs()).isEqualTo(20);
        assertThat(options.seed()).isEqualTo(7);
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThatThrownBy(() -> EvidenceOptions.of("--evidence", "--rows", "best"))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("--rows: \"best\" is none of all, good, bad");
        assertThatThrownBy(() -> EvidenceOptions.of("--evidence", "--runs", "0"))
                .hasMessage("--runs: \"0\" is out of range; use 1 to 100000");
        assertThatThrownBy(() -> EvidenceOptions.of("--evidence", "--fast"))
                .hasMessageStartingWith("--fast: unknown option");
    }
}
