package dev.tidegate.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class VersionSpellingTest {

    private static final VersionSpelling DASHES = new VersionSpelling(true);

    @Test
    void dotsBecomeDashesWhereItIsSet() {
        assertThat(DASHES.require("version", "1.4.2")).isEqualTo("1-4-2");
        assertThat(DASHES.require("version", "v2")).isEqualTo("v2");
    }

    @Test
    void versionWithDotsNamesTheSettingOtherwise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSpelling.AS_WRITTEN.require("version", "1.4.2"))
                .withMessageStartingWith("version: \"1.4.2\" is no DNS label")
                .withMessageEndingWith(
                        "tidegate.versions.dots-as-dashes=true reads its dots as dashes");
    }

    @Test
    void whatTheSettingCannotMendDoesNotNameIt() {
        for (VersionSpelling spelling :
                new VersionSpelling[] {DASHES, VersionSpelling.AS_WRITTEN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> spelling.require("version", "feature/stars"))
                    .withMessageContaining("is no DNS label")
                    .withMessageNotContaining(VersionSpelling.SETTING);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSpelling.AS_WRITTEN.require("version", "1.4.2+7"))
                .withMessageNotContaining(VersionSpelling.SETTING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DASHES.require("version", "1.4."))
                .withMessageContaining("\"1-4-\" is no DNS label");
    }
}
