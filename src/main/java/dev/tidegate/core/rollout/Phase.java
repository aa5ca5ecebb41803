package dev.tidegate.core.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a rollout stands. Each phase carries only its own data. */
public sealed interface Phase {

    /** When the rollout entered this phase. */
    Instant since();

    /** Which phase it is, without its data. */
    default PhaseKind kind() {
        return switch (this) {
            case Pending _ -> PhaseKind.PENDING;
            case Preparing _ -> PhaseKind.PREPARING;
            case Progressing _ -> PhaseKind.PROGRESSING;
            case Paused _ -> PhaseKind.PAUSED;
            case Baking _ -> PhaseKind.BAKING;
            case RollingBack _ -> PhaseKind.ROLLING_BACK;
            case Succeeded _ -> PhaseKind.SUCCEEDED;
            case RolledBack _ -> PhaseKind.ROLLED_BACK;
            case Superseded _ -> PhaseKind.SUPERSEDED;
            case Failed _ -> PhaseKind.FAILED;
        };
    }

    /** The phase's name, for a person. */
    default String title() {
        return kind().title();
    }

    /** When a timer moves it on; empty when it waits for something else, or has ended. */
    default Optional<Instant> due() {
        return Optional.empty();
    }

    /** Why it is in this phase, for a person, or by whose release; empty where none is kept. */
    default Optional<String> why() {
        return switch (this) {
            case Paused p -> Optional.of(p.reason);
            case RollingBack p -> Optional.of(p.cause);
            case RolledBack p -> Optional.of(p.cause);
            case Superseded p -> Optional.of(p.by);
            case Failed p -> Optional.of(p.reason);
            case Pending _, Preparing _, Progressing _, Baking _, Succeeded _ -> Optional.empty();
        };
    }

    /** The phase whose weights and step count: of a pause the one that it interrupted. */
    default Phase acting() {
        return this;
    }

    /** A phase in which the rollout can still move; alerts act in each of them. */
    sealed interface Live extends Phase {

        /** Index of the plan's step that it is in, or comes before; of the bake their number. */
        default int stage(RolloutPlan plan) {
            return switch (this) {
                case Preparing p -> p.step();
                case Progressing p -> p.step();
                case Baking _ -> plan.steps().size();
                case Paused p -> p.interrupted().stage(plan);
                case Pending _, RollingBack _ -> 0;
            };
        }
    }

    /** A live phase that a pause can interrupt. */
    sealed interface Pausable extends Live {

        /** The same phase later: its due time is moved by the length of the pause. */
        Pausable shifted(Duration pause);

        /** How long it lasts from the acknowledgement of its weights; empty when it wants none. */
        default Optional<Duration> hold(RolloutPlan plan) {
            return switch (this) {
                case Pending _ -> Optional.empty();
                case Preparing _ -> Optional.of(plan.propagation());
                case Progressing p -> Optional.of(p.whole(plan.steps().get(p.step())));
                case Baking _ -> Optional.of(plan.bake());
            };
        }
    }

    /** An end: nothing moves it any more. */
    sealed interface Ended extends Phase {}

    /**
     * Waiting for the canary's workload, the routes, and silence of the alerts.
     *
     * @param deadline when the wait ends in Failed
     * @param blockers what it waits for, each a sentence for a person
     * @param skipped whether a person has opened the gates: only what cannot be done at all blocks
     */
    record Pending(Instant since, Instant deadline, List<String> blockers, boolean skipped)
            implements Pausable {

        /** What is told first of a rollout whose gates a person has opened. */
        public static final String SKIPPED = "the gates were skipped";

        public Pending {
            blockers = List.copyOf(blockers);
        }

        /** One whose gates nobody has opened. */
        public Pending(Instant since, Instant deadline, List<String> blockers) {
            this(since, deadline, blockers, false);
        }

        /** What it waits for, and whether the gates were skipped, for a person. */
        public List<String> waits() {
            return skipped
                    ? Stream.concat(Stream.of(SKIPPED), blockers.stream()).toList()
                    : blockers;
        }

        /** The same wait with the gates opened by a person. */
        Pending skip() {
            return new Pending(since, deadline, List.of(), true);
        }

        /** The same wait for {@code others}. */
        Pending waitingFor(List<String> others) {
            return new Pending(since, deadline, others, skipped);
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(deadline);
        }

        @Override
        public Pending shifted(Duration pause) {
            return new Pending(since, deadline.plus(pause), blockers, skipped);
        }
    }

    /**
     * The subset is there, for the first time or again; waiting until every proxy knows it.
     *
     * @param step index of the step that comes then, from 0; the number of steps for the bake
     */
    record Preparing(int step, Instant since, Instant until) implements Pausable {

        /** Before the first step. */
        public Preparing(Instant since, Instant until) {
            this(0, since, until);
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public Preparing shifted(Duration pause) {
            return new Preparing(step, since, until.plus(pause));
        }
    }

    /**
     * Holding at a step.
     *
     * @param step index into the plan's steps, from 0
     * @param until when the hold ends, or once it has ended, when the next step has to be proven
     * @param held when the hold ended, of a step that lasts until the next one is proven; else
     *     empty
     */
    record Progressing(int step, Instant since, Instant until, Optional<Instant> held)
            implements Pausable {

        /** One whose hold is not over. */
        public Progressing(int step, Instant since, Instant until) {
            this(step, since, until, Optional.empty());
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public Progressing shifted(Duration pause) {
            return new Progressing(step, since, until.plus(pause), held.map(h -> h.plus(pause)));
        }

        /** The same after its hold, for so long until the next one has to be proven. */
        Progressing proving(Duration longer) {
            return new Progressing(step, since, until.plus(longer), Optional.of(until));
        }

        /** The same as if nobody had seen that its hold is over. */
        Progressing holding() {
            return held.map(end -> new Progressing(step, since, end)).orElse(this);
        }

        private Duration whole(Step of) {
            return held.flatMap(_ -> of.until())
                    .map(proof -> of.hold().plus(proof.longer(of.hold())))
                    .orElse(of.hold());
        }
    }

    /**
     * Stopped until somebody goes on; alerts stay armed.
     *
     * @param interrupted the phase to return to
     * @param declared whether the plan asked for this pause; then only promote or skip ends it
     * @param reason why, for a person
     */
    record Paused(Pausable interrupted, boolean declared, String reason, Instant since)
            implements Live {

        @Override
        public Phase acting() {
            return interrupted;
        }
    }

    /** The canary has all traffic; the old version stays at hand until the bake ends. */
    record Baking(Instant since, Instant until) implements Pausable {

        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public Baking shifted(Duration pause) {
            return new Baking(since, until.plus(pause));
        }
    }

    /** All traffic is going back to the stable version; not yet acknowledged everywhere. */
    record RollingBack(String cause, Instant since) implements Live {}

    /** The canary is the new stable version. */
    record Succeeded(Instant since) implements Ended {}

    /** All traffic is back on the stable version. */
    record RolledBack(String cause, Instant since) implements Ended {}

    /** A newer deployment took this rollout's place. */
    record Superseded(String by, Instant since) implements Ended {}

    /** It never moved traffic, for this reason. */
    record Failed(String reason, Instant since) implements Ended {}
}
