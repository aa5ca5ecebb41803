package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.cli.Notice.Waiting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

class FollowRolloutTest extends FeedScene {

    private int follow(Feed feed, String wanted, String... options) {
        FollowRollout follow = new FollowRollout();
        new CommandLine(
                        CommandLine.Model.CommandSpec.create()
                                .addMixin(
                                        "follow",
                                        CommandLine.Model.CommandSpec.forAnnotatedObject(follow)))
                .registerConverter(
                        java.time.Duration.class,
                        text ->
                                text.equals("0")
                                        ? java.time.Duration.ZERO
                                        : Tidegate.duration(text))
                .parseArgs(options);
        return follow.follow(ours(wanted), List.of(), feed, printer(), errors());
    }

    @ParameterizedTest
    @CsvSource({
        "Succeeded, Succeeded, 0",
        "RolledBack, Succeeded, 1",
        "Failed, Succeeded, 1",
        "Superseded, Succeeded, 1",
        "RolledBack, RolledBack, 0"
    })
    void exitCodeSaysHowItEnded(String end, String wanted, int code) {
        news.add(List.of(moved("reviews-2", "Pending", OURS)));
        news.add(List.of(moved("reviews-2", end, "/tidegate x")));
        assertThat(follow(feed(), wanted)).isEqualTo(code);
    }

    @Test
    void otherRolloutsOfTheServiceAreNotTold() {
        news.add(List.of(moved("reviews-1", "Superseded", "/ci build-0")));
        news.add(
                List.of(
                        moved("reviews-2", "Pending", OURS),
                        new Waiting("reviews-1", "waits: something"),
                        new Waiting("reviews-2", "waits: its pods")));
        news.add(List.of(moved("reviews-2", "Succeeded", "x")));
        assertThat(follow(feed(), "Succeeded")).isZero();
        assertThat(out.toString()).contains("reviews-2").contains("its pods");
        assertThat(out.toString()).doesNotContain("reviews-1");
    }

    @Test
    void placeInLineIsWaitedThroughHoweverLong() {
        news.add(List.of(new Queued("reviews-1", "v3", OURS)));
        news.add(List.of());
        news.add(List.of(moved("reviews-2", "Pending", OURS)));
        news.add(List.of(moved("reviews-2", "Succeeded", "x")));
        assertThat(follow(feed(), "Succeeded", "--begin-within", "0")).isZero();
        assertThat(out.toString()).contains("queued: v3 waits, as reviews-1 is live", "reviews-2");
    }

    @Test
    void refusalOfOurEventEndsIt() {
        news.add(List.of(new Refused("/ci other", "not ours")));
        news.add(List.of(new Refused(OURS, "there is no policy")));
        assertThat(follow(feed(), "Succeeded")).isEqualTo(2);
        assertThat(out.toString()).contains("there is no policy").doesNotContain("not ours");
    }

    @Test
    void refusalIsLookedForUntilARolloutMoves() {
        List<Boolean> asked = new ArrayList<>();
        news.add(List.of());
        news.add(List.of(moved("reviews-2", "Pending", OURS)));
        news.add(List.of(moved("reviews-2", "Succeeded", "x")));
        Feed feed =
                unanswered -> {
                    asked.add(unanswered);
                    return feed().next(unanswered);
                };
        assertThat(follow(feed, "Succeeded")).isZero();
        assertThat(asked).containsExactly(true, true, false);
    }

    @Test
    void troubleIsToldOnceAndAskedAgain() {
        Deque<String> trouble = new ArrayDeque<>(List.of("away", "away"));
        news.add(List.of(moved("reviews-2", "Succeeded", OURS)));
        Feed feed =
                unanswered -> {
                    String what = trouble.pollFirst();
                    if (what != null) {
                        throw new IOException(what);
                    }
                    return feed().next(unanswered);
                };
        assertThat(follow(feed, "Succeeded")).isZero();
        assertThat(err.toString()).containsOnlyOnce("away");
    }

    @Test
    void rightThatIsMissingMeanwhileLeavesTheEndUnknown() {
        Feed feed =
                _ -> {
                    throw new IllegalArgumentException("answered 403: no right to list");
                };
        assertThat(follow(feed, "Succeeded")).isEqualTo(3);
        assertThat(err.toString()).contains("no right to list").contains("goes on unwatched");
    }

    @Test
    void nothingWithinTheTimeIsSaid() {
        assertThat(follow(feed(), "Succeeded", "--begin-within", "0.001s")).isEqualTo(3);
        assertThat(err.toString())
                .contains("no rollout moved for it")
                .contains("no refusal of it was seen");
    }

    @Test
    void unendedWithinTheTimeIsSaid() {
        news.add(List.of(moved("reviews-2", "Paused", OURS)));
        assertThat(follow(feed(), "Succeeded", "--timeout", "0.001s")).isEqualTo(3);
        assertThat(err.toString()).contains("has not ended within").contains("it goes on");
    }
}
