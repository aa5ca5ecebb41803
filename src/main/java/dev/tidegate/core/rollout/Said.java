package dev.tidegate.core.rollout;

import dev.tidegate.core.analysis.Findings;
import dev.tidegate.core.analysis.Tick;
import dev.tidegate.core.analysis.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A verdict as it is kept.
 *
 * @param sentence of the analysis, for a person
 * @param logEvidence ln of the odds that the canary is worse
 * @param counts of both versions that it rests on, by the measure that says most against the canary
 * @param since when a verdict of this word was first told
 * @param at when this one was read
 */
public record Said(
        Word word, String sentence, double logEvidence, Tick counts, Instant since, Instant at) {

    /** So seldom a verdict is written down that says the same with other numbers. */
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*");

    /** What {@code verdict} says, read at that time. */
    static Said of(Verdict verdict, Instant at) {
        Word word =
                switch (verdict) {
                    case Verdict.Worse _ -> Word.WORSE;
                    case Verdict.Proven _ -> Word.PROVEN;
                    case Verdict.Unclear _ -> Word.UNCLEAR;
                };
        Findings findings = verdict.findings();
        return new Said(
                word, verdict.sentence(), findings.logEvidence(), findings.counts(), at, at);
    }

    /** The same after another, which may have said it first. */
    Said after(Said before) {
        return before.word == word
                ? new Said(word, sentence, logEvidence, counts, before.since, at)
                : this;
    }

    /** Whether it says after another what need not be shown: the same, with other numbers. */
    boolean repeats(Said before) {
        return before.word == word
                && (before.sentence.equals(sentence)
                        || (kind(before.sentence).equals(kind(sentence))
                                && at.isBefore(before.at.plus(SELDOM))));
    }

    private static String kind(String sentence) {
        return NUMBER.matcher(sentence).replaceAll("#");
    }
}
