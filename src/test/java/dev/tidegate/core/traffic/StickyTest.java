package dev.tidegate.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.re2j.Pattern;

import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.distribution.Weight;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who stays with whom. */
class StickyTest {

    private static final Version V1 = new Version("v1");
    private static final Version V2 = new Version("v2");
    private static final Weight FIVE = new Weight(500);
    private static final StickyCookie COOKIE =
            new StickyCookie(
                    "tg",
                    Duration.ofHours(1),
                    "/",
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false);

    private static Traffic traffic(Sticky sticky, Weight weight, String uid) {
        return new StepTraffic(weight, List.of(), Optional.of(sticky), Weight.ZERO)
                .between(V1, V2, uid);
    }

    @Test
    void canarysCookieKeepsWithTheCanaryAlone() {
        Traffic traffic = traffic(new StickyByCookie(COOKIE, false), FIVE, "a");
        assertThat(traffic.cookies()).extracting(AnswerCookie::version).containsExactly(V2);
        assertThat(traffic.segments()).extracting(Segment::carriers).containsExactly(List.of(V2));
    }

    @Test
    void cookiesOfBothVersionsKeepWithEach() {
        Traffic traffic = traffic(new StickyByCookie(COOKIE, true), FIVE, "a");
        assertThat(traffic.cookies()).extracting(AnswerCookie::version).containsExactly(V2, V1);
        assertThat(traffic.segments())
                .extracting(Segment::carriers)
                .containsExactly(List.of(V2), List.of(V1));
        assertThat(traffic.cookies().getFirst().header())
                .isNotEqualTo(traffic.cookies().getLast().header());
    }

    @Test
    void cookieOfAnotherReleaseIsAnotherOneThoughTheWeightIsTheSame() {
        Sticky sticky = new StickyByCookie(COOKIE, false);
        Traffic first = traffic(sticky, FIVE, "a");
        assertThat(traffic(sticky, new Weight(2_500), "a").cookies()).isEqualTo(first.cookies());
        assertThat(traffic(sticky, FIVE, "b").cookies()).isNotEqualTo(first.cookies());
        assertThat(traffic(sticky, FIVE, "b").segments()).isNotEqualTo(first.segments());
    }

    @Test
    void anotherPathOrDomainOrOtherVersionsKeepOthers() {
        Sticky sticky = new StickyByCookie(COOKIE, true);
        Duration longer = Duration.ofHours(2);
        assertThat(new StickyByCookie(cookie(longer, "/", Optional.empty()), true).keeps(sticky))
                .isTrue();
        assertThat(new StickyByCookie(cookie(longer, "/a", Optional.empty()), true).keeps(sticky))
                .isFalse();
        assertThat(new StickyByCookie(cookie(longer, "/", Optional.of("a.b")), true).keeps(sticky))
                .isFalse();
        assertThat(new StickyByCookie(COOKIE, false).keeps(sticky)).isFalse();
    }

    private static StickyCookie cookie(Duration ttl, String path, Optional<String> domain) {
        return new StickyCookie("tg", ttl, path, domain, Optional.empty(), false, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 5, 20, 25, 100, 125})
    void eachChangeOfBucketsMovesTheLeastPossible(int count) {
        Sticky sticky = new StickyByBuckets("x-bucket", count);
        for (int before = 1; before < count; before++) {
            for (int after = before + 1; after < count; after++) {
                Traffic one = traffic(sticky, weight(before, count), "a");
                Traffic two = traffic(sticky, weight(after, count), "a");
                int moved = 0;
                for (int bucket = 0; bucket < count; bucket++) {
                    Version from = of(one, bucket);
                    Version to = of(two, bucket);
                    assertThat(from.equals(V2) && to.equals(V1)).as("moved back").isFalse();
                    moved += from.equals(to) ? 0 : 1;
                }
                assertThat(moved).isEqualTo(after - before);
            }
        }
    }

    private static Weight weight(int buckets, int count) {
        return new Weight(Weight.WHOLE / count * buckets);
    }

    /** The version that all requests of a bucket go to. */
    private static Version of(Traffic traffic, int bucket) {
        return traffic.segments().stream()
                .filter(segment -> Pattern.matches(expression(segment), String.valueOf(bucket)))
                .map(segment -> segment.carriers().getFirst())
                .findFirst()
                .orElseThrow();
    }

    private static String expression(Segment segment) {
        return Objects.requireNonNull(segment.any().getFirst().headers().get("x-bucket")).value();
    }

    @Test
    void weightThatIsNoWholeNumberOfBucketsIsRefusedWithOneThatIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> traffic(new StickyByBuckets("x-bucket", 10), FIVE, "a"))
                .withMessage(
                        "sticky.header.buckets: weight 5 is 0.5 of 10 buckets, and must be a whole"
                                + " number of them; use a multiple of 20, such as 20, or another"
                                + " weight");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> traffic(new StickyByBuckets("x-bucket", 50), new Weight(333), "a"))
                .withMessageContaining("a multiple of 10000, such as 10000");
    }

    @Test
    void stickinessWithoutARequestToTheCanaryIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> traffic(new StickyByCookie(COOKIE, true), Weight.ZERO, "a"))
                .withMessageContaining("moves no traffic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> traffic(new StickyByCookie(COOKIE, true), Weight.FULL, "a"))
                .withMessage(
                        "sticky: stands beside weight 100, where every request goes to the canary;"
                                + " leave it out");
    }

    @Test
    void mirrorAloneReachesTheCanaryAndIsRefusedBesideAllOfTheTraffic() {
        StepTraffic step =
                new StepTraffic(Weight.ZERO, List.of(), Optional.empty(), new Weight(1_000));
        assertThat(step.between(V1, V2, "a")).hasToString("v1 100 %, v2 0 %; copies of 10 % to v2");
        assertThat(step.between(V1, V2, "a").reaches(V2)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new StepTraffic(
                                        Weight.FULL, List.of(), Optional.empty(), new Weight(1)))
                .withMessageStartingWith("mirror: stands beside weight 100");
    }
}
