package dev.tidegate.sandbox;

import java.time.Duration;
import java.time.Instant;

/** How old something is, as kubectl shows it: short, and the less precise the older it is. */
final class ApiAge {

    private ApiAge() {}

    /** Such as {@code 45s}, {@code 5m58s}, {@code 3h} or {@code 2d4h}. */
    static String since(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "0s";
        }
        long minutes = age.toMinutes();
        long hours = age.toHours();
        long days = age.toDays();
        if (minutes < 2) {
            return age.toSeconds() + "s";
        } else if (minutes < 10) {
            return two(minutes, "m", age.toSeconds() % 60, "s");
        } else if (hours < 3) {
            return minutes + "m";
        } else if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        } else if (hours < 48) {
            return hours + "h";
        } else if (days < 8) {
            return two(days, "d", hours % 24, "h");
        } else if (days < 2 * 365) {
            return days + "d";
        } else if (days < 8 * 365) {
            return two(days / 365, "y", days % 365, "d");
        }
        return days / 365 + "y";
    }

    private static String two(long many, String unit, long few, String smaller) {
        return few == 0 ? many + unit : many + unit + few + smaller;
    }
}
