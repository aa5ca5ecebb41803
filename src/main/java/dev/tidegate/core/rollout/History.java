package dev.tidegate.core.rollout;

import dev.tidegate.core.event.Initiator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kept moves of a rollout tell. */
record History(Rollout rollout) {

    /** How many moves are kept at most, told or not: more would not fit into an object of etcd. */
    static final int LONGEST = 2_000;

    /**
     * When the rollout began, by our clock: a deployment may be read long after it happened, and
     * its sender's clock may be wrong. Once that move is no longer kept, the deployment's time, if
     * that is earlier than what is kept.
     */
    Instant began() {
        Instant deployed = rollout.identity().deploy().time();
        return moves().stream()
                .findFirst()
                .filter(first -> first.revision() == 1 || first.at().isBefore(deployed))
                .map(Move::at)
                .orElse(deployed);
    }

    /**
     * Since when an alert may be its doing: since it began, or when it goes back, since its version
     * got traffic.
     */
    Instant answersSince() {
        return rollout.goesBack()
                ? moves().stream()
                        .filter(move -> move.weight().basisPoints() > 0)
                        .findFirst()
                        .map(Move::at)
                        .orElse(Instant.MAX)
                : began();
    }

    /**
     * Whether it has succeeded and nothing follows it, and its gates were open and its bake was not
     * over at that time. A time on the wire has milliseconds.
     */
    boolean carriedTrafficAt(Instant time) {
        Instant opened =
                moves().stream()
                        .filter(move -> move.phase() == PhaseKind.PREPARING)
                        .map(Move::at)
                        .findFirst()
                        .orElseGet(this::began);
        return rollout.phase() instanceof Phase.Succeeded succeeded
                && rollout.next().isEmpty()
                && time.isBefore(succeeded.since())
                && !time.isBefore(opened.truncatedTo(ChronoUnit.MILLIS));
    }

    /** How often the propagation wait began since {@code start}. */
    long prepared(Instant start) {
        return moves().stream()
                .filter(m -> m.phase() == PhaseKind.PREPARING && !m.at().isBefore(start))
                .count();
    }

    /**
     * How many of the last moves, since {@code start}, changed neither phase, step nor weight;
     * what only tells of the evidence is none.
     */
    int reverted(Instant start) {
        List<Move> moves = moves();
        int reverts = 0;
        for (int i = moves.size() - 1; i > 0; i--) {
            Move move = moves.get(i);
            Move before = moves.get(i - 1);
            boolean within =
                    move.phase() == before.phase()
                            && move.step() == before.step()
                            && move.weight().equals(before.weight());
            if (!within || move.at().isBefore(start)) {
                break;
            }
            if (!EvidenceText.isCause(move.cause())) {
                reverts++;
            }
        }
        return reverts;
    }

    /** For how long it was paused since {@code start}, by pauses that have ended. */
    Duration paused(Instant start) {
        Duration all = Duration.ZERO;
        Optional<Instant> began = Optional.empty();
        for (Move move : moves()) {
            boolean stopped = move.phase() == PhaseKind.PAUSED;
            if (!stopped && began.isPresent()) {
                all = all.plus(Duration.between(began.get(), move.at()));
                began = Optional.empty();
            } else if (stopped && began.isEmpty() && !move.at().isBefore(start)) {
                began = Optional.of(move.at());
            }
        }
        return all.isNegative() ? Duration.ZERO : all;
    }

    /** Who gave the command that began the rollback; a rollout begins one once. */
    Optional<Initiator> initiatorOfRollback() {
        return moves().stream()
                .filter(m -> m.phase() == PhaseKind.ROLLING_BACK)
                .findFirst()
                .flatMap(Move::initiator);
    }

    /** The last moves, and before them those after {@code told}, as far as there is room. */
    List<Move> kept(long told) {
        int size = moves().size();
        int untold = (int) moves().stream().filter(m -> m.revision() > told).count();
        int kept = Math.min(Math.max(untold, Rollout.HISTORY), LONGEST);
        return moves().subList(size - Math.min(size, kept), size);
    }

    /** The moves, and this one. */
    List<Move> and(Move move) {
        List<Move> all = new ArrayList<>(moves());
        all.add(move);
        return all;
    }

    private List<Move> moves() {
        return rollout.history();
    }
}
