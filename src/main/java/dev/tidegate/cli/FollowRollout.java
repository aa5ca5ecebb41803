package dev.tidegate.cli;

import static dev.tidegate.core.rollout.PhaseKind.ROLLED_BACK;
import static dev.tidegate.core.rollout.PhaseKind.ROLLING_BACK;
import static dev.tidegate.core.rollout.PhaseKind.SUCCEEDED;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.cli.Notice.Waiting;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.core.text.TimeText;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Follows one rollout to its end and prints what it does. The exit code says how it ended: {@value
 * #AS_WANTED}, {@value #OTHERWISE}, or {@value #UNKNOWN} when the time was up before it had.
 */
final class FollowRollout {

    static final int AS_WANTED = 0;
    static final int OTHERWISE = 1;
    static final int REFUSED = 2;
    static final int UNKNOWN = 3;

    private static final Duration BEGIN = Duration.ofSeconds(60);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Stop following after this time, with exit code 3 (no limit).")
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--begin-within",
            paramLabel = "TIME",
            description = "How long nothing may come of it (60s, or 10s when it is not followed).")
    private Optional<Duration> beginWithin = Optional.empty();

    private Optional<String> followed = Optional.empty();

    /** Whether something has come of it: a move, or a place in line. */
    private boolean begun;

    private Optional<PhaseKind> wanted = Optional.empty();
    private Optional<PhaseKind> reached = Optional.empty();

    /**
     * What is followed.
     *
     * @param ours of a rollout's moves one that makes it the one
     * @param event identity of the event whose refusal ends this
     * @param wanted the phase whose end is {@value #AS_WANTED}, by that move
     */
    record Target(Predicate<Moved> ours, String event, Function<Moved, PhaseKind> wanted) {

        /** The good end of going back: a live release ends so, or one that goes there succeeds. */
        static PhaseKind back(Moved first) {
            boolean ends =
                    first.kind()
                            .filter(EnumSet.of(ROLLING_BACK, ROLLED_BACK)::contains)
                            .isPresent();
            return ends ? ROLLED_BACK : SUCCEEDED;
        }
    }

    /**
     * Follows the first rollout of which a move is the target's.
     *
     * @param known what the feed has told already
     */
    int follow(Target target, List<Notice> known, Feed feed, Printer printer, PrintWriter err) {
        long start = System.nanoTime();
        String trouble = "";
        List<Notice> news = known;
        while (true) {
            for (Notice notice : news) {
                if (notice instanceof Refused refused && refused.event().equals(target.event())) {
                    printer.print(refused);
                    return REFUSED;
                }
                take(notice, target, printer);
            }
            if (reached.isPresent()) {
                return reached.equals(wanted) ? AS_WANTED : OTHERWISE;
            }
            news = List.of();
            try {
                news = feed.next(followed.isEmpty());
                trouble = "";
            } catch (IllegalArgumentException e) {
                err.println("tidegate: " + e.getMessage() + "; the release goes on unwatched");
                return UNKNOWN;
            } catch (IOException e) {
                if (!trouble.equals(e.getMessage())) {
                    trouble = String.valueOf(e.getMessage());
                    err.println("tidegate: " + trouble + "; asking again");
                }
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            if (news.isEmpty() && timeout.filter(t -> taken.compareTo(t) > 0).isPresent()) {
                err.println(
                        "tidegate: it has not ended within %s; it goes on"
                                .formatted(TimeText.span(timeout.get())));
                return UNKNOWN;
            }
            if (news.isEmpty() && !begun && taken.compareTo(beginWithin(BEGIN)) > 0) {
                err.println(nothingWithin(beginWithin(BEGIN)));
                return UNKNOWN;
            }
        }
    }

    private void take(Notice notice, Target target, Printer printer) {
        if (notice instanceof Moved moved) {
            if (followed.isEmpty() && target.ours().test(moved)) {
                followed = Optional.of(moved.rollout());
                wanted = Optional.of(target.wanted().apply(moved));
                begun = true;
            }
            if (followed.filter(moved.rollout()::equals).isPresent()) {
                printer.print(moved);
                reached = moved.kind().filter(kind -> !kind.live());
            }
        } else if (notice instanceof Waiting waiting
                && followed.filter(waiting.rollout()::equals).isPresent()) {
            printer.print(waiting);
        } else if (notice instanceof Queued queued && queued.event().equals(target.event())) {
            begun = true;
            printer.print(queued);
        }
    }

    /** How long nothing may come of it: what was asked for, else {@code otherwise}. */
    Duration beginWithin(Duration otherwise) {
        return beginWithin.orElse(otherwise);
    }

    static String nothingWithin(Duration patience) {
        return ("tidegate: no rollout moved for it within %s, and no refusal of it was seen; look"
                        + " at the rollouts, or give --begin-within more time")
                .formatted(TimeText.span(patience));
    }
}
