package dev.tidegate.cli;

import dev.tidegate.cli.Notice.Moved;
import dev.tidegate.cli.Notice.Queued;
import dev.tidegate.cli.Notice.Refused;
import dev.tidegate.cli.Notice.Waiting;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What became of one event: the first move that it made, its place in line, its refusal, or what
 * else shows that it was taken. The exit codes are those of {@link FollowRollout}.
 */
final class FollowEvent {

    private static final Executor SOON =
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final FollowRollout.Target target;
    private final Printer printer;
    private final PrintWriter err;

    /**
     * @param target whose moves and whose refusal count
     */
    FollowEvent(FollowRollout.Target target, Printer printer, PrintWriter err) {
        this.target = target;
        this.printer = printer;
        this.err = err;
    }

    /**
     * Waits for it and prints it.
     *
     * @param known what the feed has told already
     * @param patience how long nothing may become of it
     */
    int await(List<Notice> known, Feed feed, Trace trace, Duration patience) {
        long begun = System.nanoTime();
        List<Notice> news = known;
        String trouble = "";
        while (true) {
            Optional<Integer> code = told(news);
            if (code.isPresent()) {
                return code.get();
            }
            Optional<String> taken = Optional.empty();
            try {
                news = feed.next(true);
                taken = news.isEmpty() ? trace.seen() : taken;
            } catch (IllegalArgumentException e) {
                return unseen(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                if (!trouble.equals(e.getMessage())) {
                    trouble = String.valueOf(e.getMessage());
                    err.println("tidegate: " + trouble + "; asking again");
                }
                news = List.of();
                CompletableFuture.runAsync(() -> {}, SOON).join();
            }
            if (taken.isPresent()) {
                printer.taken(target.event(), taken.get());
                return FollowRollout.AS_WANTED;
            }
            if (news.isEmpty() && System.nanoTime() - begun > patience.toNanos()) {
                err.println(FollowRollout.nothingWithin(patience));
                return FollowRollout.UNKNOWN;
            }
        }
    }

    private int unseen(String why) {
        err.println(
                "tidegate: what becomes of it cannot be seen: %s; --no-wait does not look"
                        .formatted(why));
        return FollowRollout.UNKNOWN;
    }

    private Optional<Integer> told(List<Notice> news) {
        Optional<Integer> code = Optional.empty();
        for (Notice notice : news) {
            Optional<Integer> means =
                    switch (notice) {
                        case Moved moved when target.ours().test(moved) ->
                                Optional.of(FollowRollout.AS_WANTED);
                        case Queued queued when queued.event().equals(target.event()) ->
                                Optional.of(FollowRollout.AS_WANTED);
                        case Refused refused when refused.event().equals(target.event()) ->
                                Optional.of(FollowRollout.REFUSED);
                        case Moved _, Queued _, Refused _, Waiting _ -> Optional.empty();
                    };
            means.ifPresent(_ -> printer.print(notice));
            code = code.or(() -> means);
        }
        return code;
    }
}
