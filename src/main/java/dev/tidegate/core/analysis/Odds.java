package dev.tidegate.core.analysis;

/** Evidence as odds: {@code 10,741 to 1}. */
public final class Odds {

    /** More digits say no more to anybody. */
    private static final double MOST = 1e9;

    private Odds() {}

    /** The odds that the canary is worse, from ln of them; never below 1 to 1. */
    public static String of(double logEvidence) {
        if (logEvidence > Math.log(MOST)) {
            return "more than a billion to 1";
        }
        return PlainNumber.grouped(Math.max(1, Math.exp(logEvidence))) + " to 1";
    }
}
