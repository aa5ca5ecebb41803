package dev.tidegate.chaos.verdict;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.history.History;

import java.util.List;

/** No process ends by itself, whatever fails around it. */
final class Alive {

    private Alive() {}

    static List<Finding> findings(History history) {
        return history.all(Entry.Ended.class).stream()
                .map(
                        ended ->
                                new Finding(
                                        "processes",
                                        "no process ends by itself",
                                        "process %s had ended after %d s"
                                                .formatted(ended.by(), ended.micros() / 1_000_000)))
                .toList();
    }
}
