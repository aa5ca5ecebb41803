package dev.tidegate.adapter.rollouts;

import static dev.tidegate.adapter.policies.Conditions.condition;

import dev.tidegate.core.rollout.EvidenceText;
import dev.tidegate.core.rollout.Judged;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Said;

import io.fabric8.kubernetes.api.model.Condition;

import java.time.Instant;
import java.util.Optional;

/**
 * The condition Evidence of a release that asks for it: True when it may have more traffic by what
 * was told last, False when it is worse, else Unknown, with why.
 */
final class EvidenceCondition {

    private EvidenceCondition() {}

    /** The condition; empty when the release asks for no evidence. */
    static Optional<Condition> of(Rollout rollout, long generation) {
        Optional<Said> said =
                rollout.judged().filter(judged -> !judged.silent()).flatMap(Judged::said);
        Instant since = said.map(Said::since).orElse(rollout.phase().since());
        return rollout.plan()
                .analysis()
                .map(
                        _ ->
                                condition(
                                        "Evidence",
                                        said.map(s -> EvidenceWords.status(s.word()))
                                                .orElse("Unknown"),
                                        since,
                                        said.map(s -> EvidenceWords.reason(s.word()))
                                                .orElseGet(() -> untold(rollout)),
                                        EvidenceText.sentence(rollout).orElse(""),
                                        generation));
    }

    private static String untold(Rollout rollout) {
        return rollout.judged().isPresent() ? "EvidenceMissing" : "NothingTold";
    }
}
