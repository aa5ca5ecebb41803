package dev.tidegate.adapter.istio;

import dev.tidegate.controller.Result;

import java.util.ArrayList;
import java.util.List;

/** How a row of writes went. */
final class Attempt {

    private final List<String> conflicts = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();
    private int made;

    /** Counts one write in. */
    void count(Result<?> write) {
        switch (write) {
            case Result.Done<?> _ -> made++;
            case Result.Conflict<?>(String what) -> conflicts.add(what);
            case Result.Unreachable<?>(String why) -> unanswered.add(why);
            case Result.Rejected<?>(String why) -> refused.add(why);
        }
    }

    /** Counts in what no write can mend. */
    void refused(List<String> problems) {
        refused.addAll(problems);
    }

    int made() {
        return made;
    }

    boolean failed() {
        return !conflicts.isEmpty() || !refused.isEmpty() || !unanswered.isEmpty();
    }

    /** Everything that is in the way, together; a conflict first, as it is worth a try at once. */
    Result<Integer> result() {
        List<String> all = new ArrayList<>(refused);
        all.addAll(unanswered);
        all.addAll(conflicts);
        String why = String.join("; ", all);
        if (!conflicts.isEmpty()) {
            return new Result.Conflict<>(why);
        }
        if (!unanswered.isEmpty()) {
            return new Result.Unreachable<>(why);
        }
        return refused.isEmpty() ? new Result.Done<>(made) : new Result.Rejected<>(why);
    }
}
