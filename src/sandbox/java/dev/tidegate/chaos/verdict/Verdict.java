package dev.tidegate.chaos.verdict;

import dev.tidegate.chaos.history.History;

import java.util.List;
import java.util.stream.Stream;

/** What a history breaks of what is promised. */
public final class Verdict {

    private Verdict() {}

    /** All of it; empty when everything is as it must be. */
    public static List<Finding> on(History history) {
        return Stream.of(
                        Replay.findings(history),
                        Accounted.findings(history),
                        Offsets.findings(history),
                        Weightless.findings(history),
                        WholeHolds.findings(history),
                        WholeRecord.findings(history),
                        Alive.findings(history))
                .flatMap(List::stream)
                .toList();
    }
}
