package dev.tidegate.core.analysis;

import java.time.Instant;

/**
 * A verdict that is to be told.
 *
 * @param uid of the rollout that it is on
 * @param revision of the rollout that was known
 * @param stage that was known
 * @param heard the end of the latest interval that it rests on; the same evidence, the same time
 */
public record Telling(String uid, long revision, int stage, Instant heard, Verdict verdict) {

    /** Its name among all verdicts, the same when it is told again for the same evidence. */
    public String id() {
        String word =
                switch (verdict) {
                    case Verdict.Worse _ -> "worse";
                    case Verdict.Proven _ -> "proven";
                    case Verdict.Unclear _ -> "unclear";
                };
        return "%s/%d/%s/%d".formatted(uid, revision, word, heard.toEpochMilli());
    }
}
