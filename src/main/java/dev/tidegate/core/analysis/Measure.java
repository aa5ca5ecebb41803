package dev.tidegate.core.analysis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to call a request bad.
 *
 * @param name under which readings count it
 * @param one such a request, for a sentence: {@code failure}
 * @param many of them: {@code failures}
 */
public record Measure(String name, String one, String many) {

    /** Answered with 5xx, or not at all. */
    public static final Measure FAILURES = new Measure("failures", "failure", "failures");

    public Measure {
        Checks.name("measure", name);
    }

    private static final Pattern SLOWER = Pattern.compile("slower-than-([1-9][0-9]{0,6})");

    /** The one that readings count under a name. */
    public static Measure named(String name) {
        Matcher slower = SLOWER.matcher(name);
        if (slower.matches()) {
            return slowerThan(Integer.parseInt(slower.group(1)));
        }
        return name.equals(FAILURES.name) ? FAILURES : custom(name);
    }

    /** Slower than a boundary of the mesh's histogram; no quantile is ever estimated. */
    public static Measure slowerThan(int milliseconds) {
        Checks.range("boundary", milliseconds, 1, 3_600_000);
        String time = PlainNumber.grouped(milliseconds) + " ms";
        return new Measure(
                "slower-than-" + milliseconds,
                "request slower than " + time,
                "requests slower than " + time);
    }

    /** A counter of the user's own. */
    public static Measure custom(String name) {
        return new Measure(
                name,
                "bad request by \"%s\"".formatted(name),
                "bad requests by \"%s\"".formatted(name));
    }

    /** {@code 1 failure}, {@code 10 failures}. */
    String count(long count) {
        return PlainNumber.grouped(count) + " " + (count == 1 ? one : many);
    }
}
