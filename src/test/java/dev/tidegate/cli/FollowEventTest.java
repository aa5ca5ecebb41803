package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

class FollowEventTest extends FeedScene {

    private static final Duration LONG = Duration.ofMinutes(5);

    private Trace trace = Trace.NONE;

    private int await(Feed feed, Duration patience) {
        return new FollowEvent(ours("Succeeded"), printer(), errors())
                .await(List.of(), feed, trace, patience);
    }

    @Test
    void firstMoveOfOursIsTheOutcome() {
        news.add(List.of(moved("reviews-1", "Baking", "/ci build-0")));
        news.add(List.of(moved("reviews-2", "Pending", OURS)));
        assertThat(await(feed(), LONG)).isZero();
        assertThat(out.toString()).contains("reviews-2  Pending").doesNotContain("reviews-1");
    }

    @Test
    void refusalIsTheOutcome() {
        news.add(List.of(new Refused("/ci build-0", "not ours")));
        news.add(List.of(new Refused(OURS, "shop/cart has no rollout yet")));
        assertThat(await(feed(), LONG)).isEqualTo(FollowRollout.REFUSED);
        assertThat(out.toString())
                .isEqualToIgnoringNewLines("refused: shop/cart has no rollout yet");
    }

    @Test
    void placeInLineIsTheOutcome() {
        news.add(List.of(new Queued("reviews-1", "v3", OURS)));
        assertThat(await(feed(), LONG)).isZero();
        assertThat(out.toString()).contains("queued: v3 waits, as reviews-1 is live");
    }

    @Test
    void whatElseShowsThatItWasTakenIsLookedForWhenNothingMoves() {
        Deque<Optional<String>> seen =
                new ArrayDeque<>(List.of(Optional.empty(), Optional.of("it is remembered")));
        trace = seen::removeFirst;
        assertThat(await(feed(), LONG)).isZero();
        assertThat(out.toString()).contains("it is remembered");
    }

    @Test
    void troubleIsNoOutcome() {
        Deque<String> trouble = new ArrayDeque<>(List.of("away", "away"));
        news.add(List.of(moved("reviews-2", "Pending", OURS)));
        Feed feed =
                unanswered -> {
                    String what = trouble.pollFirst();
                    if (what != null) {
                        throw new IOException(what);
                    }
                    return feed().next(unanswered);
                };
        assertThat(await(feed, LONG)).isZero();
    }

    @Test
    void nothingWithinTheTimeIsNoSuccess() {
        assertThat(await(feed(), Duration.ZERO)).isEqualTo(FollowRollout.UNKNOWN);
        assertThat(err.toString()).contains("no rollout moved for it within 0s");
    }

    @Test
    void rightThatIsMissingIsNoSuccess() {
        Feed feed =
                _ -> {
                    throw new IllegalArgumentException("answered 403: no right to list");
                };
        assertThat(await(feed, LONG)).isEqualTo(FollowRollout.UNKNOWN);
        assertThat(err.toString()).contains("no right to list", "--no-wait");
    }
}
