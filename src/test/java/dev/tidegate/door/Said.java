package dev.tidegate.door;

import jakarta.ws.rs.core.Response;

/** What a person reads of an answer that refuses. */
public final class Said {

    private Said() {}

    /** The problem document of an answer, on one line. */
    public static String of(Response answer) {
        return of((Problem) answer.getEntity());
    }

    /** A problem document on one line: its status, the field that is wrong, what is wrong. */
    public static String of(Problem problem) {
        return "%d %s%s: %s"
                .formatted(
                        problem.status(),
                        problem.title(),
                        problem.field().map(f -> " (" + f + ")").orElse(""),
                        problem.detail());
    }
}
