package dev.tidegate.core.analysis;

/** What the evidence says of the canary. */
public sealed interface Verdict {

    /** What it rests on. */
    Findings findings();

    /** The same for a person, in a sentence without a full stop. */
    String sentence();

    /** The canary is worse than stable: roll back. */
    record Worse(Findings findings, String sentence) implements Verdict {}

    /**
     * The canary may have more traffic.
     *
     * @param weight its share of the requests at most, above what it has, at most 1
     */
    record Proven(Findings findings, String sentence, double weight) implements Verdict {}

    /** Neither: hold. */
    record Unclear(Findings findings, String sentence) implements Verdict {}
}
