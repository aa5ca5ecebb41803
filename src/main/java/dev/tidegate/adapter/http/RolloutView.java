package dev.tidegate.adapter.http;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tidegate.controller.RolloutStore.Stored;
import dev.tidegate.core.distribution.Distribution;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.event.Problems;
import dev.tidegate.core.rollout.Phase;
import dev.tidegate.core.rollout.ReleaseView;
import dev.tidegate.core.rollout.Rollout;
import dev.tidegate.core.rollout.Scalings;
import dev.tidegate.core.rollout.Step;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rollout in full.
 *
 * @param rollout what the list shows of it
 * @param revision number of the last move
 * @param reason why it is where it is, when it has a reason for that: the phase's own, or the pods
 *     that a step waits for
 * @param due when a timer moves it on, or of one that has ended, when the replaced version's pods
 *     are scaled; absent when it waits for something else
 * @param stable the version to go back to; absent until the routes have shown it
 * @param weightsPercent the wanted share of each version, in percent; empty before the routes are
 *     touched
 * @param steps the plan's steps
 * @param history the moves kept, oldest first
 * @param next the deployment that follows when this rollout ends
 * @param pods what was done to the pods of its versions
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RolloutView(
        RolloutSummary rollout,
        String uid,
        long revision,
        @Schema(implementation = String.class) Optional<String> reason,
        @Schema(implementation = Instant.class) Optional<Instant> due,
        @Schema(implementation = String.class) Optional<String> stable,
        Map<String, BigDecimal> weightsPercent,
        List<StepView> steps,
        List<MoveView> history,
        @Schema(implementation = NextView.class) Optional<NextView> next,
        List<PodsView> pods) {

    static RolloutView of(Stored stored) {
        Rollout rollout = stored.rollout();
        return new RolloutView(
                RolloutSummary.of(stored),
                rollout.identity().uid(),
                rollout.revision(),
                rollout.pods().waits().or(() -> reason(rollout)),
                Scalings.due(rollout),
                rollout.stable().map(Version::name),
                rollout.wanted().map(RolloutView::weights).orElse(Map.of()),
                steps(rollout),
                rollout.history().stream().map(MoveView::of).toList(),
                rollout.next().map(NextView::of),
                PodsView.of(rollout));
    }

    private static Optional<String> reason(Rollout rollout) {
        return switch (rollout.phase()) {
            case Phase.Pending p when !p.waits().isEmpty() ->
                    Optional.of(Problems.whole(p.waits()));
            case Phase.Superseded p -> Optional.of("superseded by " + p.by());
            default -> ReleaseView.why(rollout);
        };
    }

    private static Map<String, BigDecimal> weights(Distribution wanted) {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        wanted.weights()
                .forEach((version, weight) -> weights.put(version.name(), weight.percent()));
        return weights;
    }

    private static List<StepView> steps(Rollout rollout) {
        List<StepView> views = new ArrayList<>();
        int current =
                rollout.phase().acting() instanceof Phase.Progressing(int step, var _, var _, var _)
                        ? step
                        : -1;
        for (Step next : rollout.plan().steps()) {
            int index = views.size();
            views.add(StepView.of(index + 1, next, index == current));
        }
        return views;
    }
}
