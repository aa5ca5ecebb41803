package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.core.rollout.EvidenceText;
import dev.tidegate.core.rollout.Judged;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Said;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.util.Optional;

/**
 * What is known of a release's evidence.
 *
 * @param verdict {@code worse}, {@code proven}, {@code unclear}, or {@code missing} when none was
 *     told in time
 * @param sentence the same for a person
 * @param odds that the canary is worse: {@code 12 to 1}
 * @param canary what was counted of it, by the measure that says most against it
 * @param stable the same of stable
 * @param more how much more is to be proven before the next step; absent when nothing is
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EvidenceView(
        String verdict,
        String sentence,
        @Schema(implementation = String.class) Optional<String> odds,
        @Schema(implementation = Counted.class) Optional<Counted> canary,
        @Schema(implementation = Counted.class) Optional<Counted> stable,
        @Schema(implementation = String.class) Optional<String> more) {

    static Optional<EvidenceView> of(Rollout rollout) {
        return rollout.judged()
                .flatMap(
                        judged ->
                                EvidenceText.sentence(rollout)
                                        .map(sentence -> of(rollout, judged, sentence)));
    }

    private static EvidenceView of(Rollout rollout, Judged judged, String sentence) {
        Optional<Said> said = judged.said().filter(_ -> !judged.silent());
        return new EvidenceView(
                said.map(s -> s.word().title()).orElse("missing"),
                sentence,
                said.map(EvidenceText::odds),
                said.map(s -> Counted.of(s.counts().canary())),
                said.map(s -> Counted.of(s.counts().stable())),
                EvidenceText.more(rollout));
    }
}
