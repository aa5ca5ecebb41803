package dev.tidegate.adapter.rollouts;

import dev.tidegate.core.rollout.Word;

/** What the condition Evidence says of a word about the evidence. */
final class EvidenceWords {

    private EvidenceWords() {}

    /** Its status. */
    static String status(Word word) {
        return switch (word) {
            case PROVEN -> "True";
            case WORSE -> "False";
            case UNCLEAR -> "Unknown";
        };
    }

    /** Its reason. */
    static String reason(Word word) {
        return switch (word) {
            case PROVEN -> "EvidenceProven";
            case WORSE -> "EvidenceWorse";
            case UNCLEAR -> "EvidenceUnclear";
        };
    }
}
