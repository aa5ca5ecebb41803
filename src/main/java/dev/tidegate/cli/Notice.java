package dev.tidegate.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tidegate.core.rollout.PhaseKind;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Feed} tells of a service's rollouts. */
sealed interface Notice {

    /**
     * A rollout moved.
     *
     * @param rollout its name
     * @param revision from 1, without gaps
     * @param phase its title, as it was told
     * @param step number of the step, from 1; 0 before the first
     * @param weightPercent the canary's wanted share
     * @param event identity of the event that caused it: source, a blank, id
     * @param initiator actor and reason of the command that caused it; a missing node otherwise
     */
    record Moved(
            String rollout,
            long revision,
            Instant at,
            String phase,
            int step,
            BigDecimal weightPercent,
            String cause,
            String event,
            JsonNode initiator)
            implements Notice {

        /** Which phase it is; empty when a newer controller knows one that is not known here. */
        Optional<PhaseKind> kind() {
            return PhaseKind.of(phase);
        }
    }

    /**
     * What a rollout waits for now, beside its last move.
     *
     * @param what for a person
     */
    record Waiting(String rollout, String what) implements Notice {}

    /**
     * The version of a deployment waits in line for the end of a live rollout.
     *
     * @param event identity of the deployment
     */
    record Queued(String rollout, String version, String event) implements Notice {}

    /**
     * An event was understood and refused.
     *
     * @param event its identity
     */
    record Refused(String event, String reason) implements Notice {}
}
