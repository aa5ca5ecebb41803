package dev.tidegate.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class ProblemsTest {

    private final Problems problems = new Problems();

    @Test
    void causeThatHitSeveralIsSaidOnceWithAllOfThem() {
        problems.add("VirtualService shop/public", "the webhook is away");
        problems.add("VirtualService shop/internal", "it was changed meanwhile");
        problems.add("VirtualService shop/internal", "the webhook is away");
        problems.add("no subset \"v2\"");
        problems.add("no subset \"v2\"");
        assertThat(problems.brief())
                .isEqualTo(
                        "VirtualService shop/public, VirtualService shop/internal: the webhook is"
                                + " away; VirtualService shop/internal: it was changed meanwhile;"
                                + " no subset \"v2\"");
    }

    @Test
    void longTextEndsAfterAWordWithAnEllipsis() {
        problems.add("route ".repeat(60) + "end");
        assertThat(problems.whole()).hasSize(363);
        assertThat(problems.brief()).isEqualTo("route ".repeat(49) + "route…").hasSize(300);
    }

    @Test
    void textOfExactly300CharactersIsWhole() {
        assertThat(Problems.brief(List.of("r".repeat(300)))).isEqualTo("r".repeat(300));
        assertThat(Problems.brief(List.of("r".repeat(301)))).isEqualTo("r".repeat(299) + "…");
    }

    @Test
    void characterOfTwoUnitsIsNotCutInHalf() {
        assertThat(Problems.brief(List.of("r".repeat(298) + "🚪".repeat(3))))
                .isEqualTo("r".repeat(298) + "…");
    }
}
