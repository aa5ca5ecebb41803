package dev.tidegate.cli;

import com.fasterxml.jackson.databind.node.MissingNode;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.core.rollout.PhaseKind;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A feed that tells what a test has ready, and what is printed of it. */
abstract class FeedScene {

    static final String OURS = "/ci build-1";

    final Deque<List<Notice>> news = new ArrayDeque<>();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    /** The news in their order, then none. */
    final Feed feed() {
        return _ -> Optional.ofNullable(news.pollFirst()).orElse(List.of());
    }

    static FollowRollout.Target ours(String wanted) {
        return new FollowRollout.Target(
                moved -> moved.event().equals(OURS), OURS, _ -> PhaseKind.of(wanted).orElseThrow());
    }

    final Printer printer() {
        return new Printer(new PrintWriter(out, true), Format.TEXT);
    }

    final PrintWriter errors() {
        return new PrintWriter(err, true);
    }

    static Moved moved(String rollout, String phase, String event) {
        return new Moved(
                rollout,
                1,
                Instant.EPOCH,
                phase,
                1,
                new BigDecimal("5"),
                "a cause",
                event,
                MissingNode.getInstance());
    }
}
