package dev.tidegate.adapter.http;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.rollout.PhaseKind;
import dev.tidegate.door.Problem;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rollouts a reader wants; a parameter left out filters nothing.
 *
 * @param namespace exact namespace
 * @param service exact name of the service
 * @param phase title of a phase, in any case
 * @param live {@code true} for those that can still move, {@code false} for the ended
 */
public record RolloutFilter(
        @QueryParam("namespace") @Parameter(description = "exact namespace")
                Optional<String> namespace,
        @QueryParam("service") @Parameter(description = "exact name of the service")
                Optional<String> service,
        @QueryParam("phase")
                @Parameter(
                        description = "phase, in any case",
                        schema = @Schema(implementation = PhaseName.class))
                Optional<String> phase,
        @QueryParam("live")
                @Parameter(
                        description = "true: can still move; false: has ended",
                        schema = @Schema(type = SchemaType.BOOLEAN))
                Optional<String> live) {

    private static final List<String> PHASES =
            Arrays.stream(PhaseKind.values()).map(PhaseKind::title).sorted().toList();

    /** What is wrong with the parameters, if anything. */
    Optional<Problem> problem() {
        Optional<String> badPhase = phase.filter(p -> PhaseKind.of(p).isEmpty());
        if (badPhase.isPresent()) {
            return badPhase.map(
                    p ->
                            bad(
                                    "phase",
                                    "phase: \""
                                            + p
                                            + "\" is none; use one of "
                                            + String.join(", ", PHASES)));
        }
        return live.filter(l -> !l.equals("true") && !l.equals("false"))
                .map(l -> bad("live", "live: \"" + l + "\" is neither; use true or false"))
                .or(() -> badLabel("namespace", namespace))
                .or(() -> badLabel("service", service));
    }

    private static Optional<Problem> badLabel(String field, Optional<String> label) {
        try {
            label.filter(text -> !text.isEmpty()).ifPresent(text -> DnsLabel.require(field, text));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.of(400, e));
        }
    }

    Predicate<RolloutSummary> predicate() {
        return r ->
                namespace.filter(n -> !n.equals(r.namespace())).isEmpty()
                        && service.filter(s -> !s.equals(r.service())).isEmpty()
                        && phase.filter(p -> !p.equalsIgnoreCase(r.phase())).isEmpty()
                        && live.filter(l -> Boolean.parseBoolean(l) != r.live()).isEmpty();
    }

    private static Problem bad(String field, String detail) {
        return Problem.of(400, field, detail);
    }
}
