package dev.tidegate.adapter.istio;

import dev.tidegate.controller.Result;
import dev.tidegate.core.event.Problems;

import java.util.List;

/** How a row of writes went. */
final class WriteResults {

    private final Problems conflicts = new Problems();
    private final Problems refused = new Problems();
    private final Problems unanswered = new Problems();
    private int made;

    /**
     * Counts one write in.
     *
     * @param object what was written, for a person
     */
    void count(String object, Result<?> write) {
        switch (write) {
            case Result.Done<?> _ -> made++;
            case Result.Conflict<?>(String what) -> conflicts.add(object, what);
            case Result.Unreachable<?>(String why) -> unanswered.add(object, why);
            case Result.Rejected<?>(String why) -> refused.add(object, why);
        }
    }

    /** Counts in what no write can mend. */
    void refused(List<String> problems) {
        problems.forEach(refused::add);
    }

    /** Counts in why what a write depends on could not be read. */
    void unanswered(String why) {
        unanswered.add(why);
    }

    int made() {
        return made;
    }

    boolean failed() {
        return !conflicts.isEmpty() || !refused.isEmpty() || !unanswered.isEmpty();
    }

    /** Everything that is in the way, together; a conflict first, as it is worth a try at once. */
    Result<Integer> result() {
        Problems all = new Problems();
        all.addAll(refused);
        all.addAll(unanswered);
        all.addAll(conflicts);
        String why = all.brief();
        if (!conflicts.isEmpty()) {
            return new Result.Conflict<>(why);
        }
        if (!unanswered.isEmpty()) {
            return new Result.Unreachable<>(why);
        }
        return refused.isEmpty() ? new Result.Done<>(made) : new Result.Rejected<>(why);
    }
}
