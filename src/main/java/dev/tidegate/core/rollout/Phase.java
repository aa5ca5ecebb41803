package dev.tidegate.core.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a rollout stands. Each phase carries only its own data. */
public sealed interface Phase {

    /** When the rollout entered this phase. */
    Instant since();

    /** The phase's name, as {@code kubectl get rollouts} shows it. */
    default String title() {
        return getClass().getSimpleName();
    }

    /** A phase in which the rollout can still move; alerts act in each of them. */
    sealed interface Live extends Phase {
        /** When a timer moves it on; empty when it waits for something else. */
        default Optional<Instant> due() {
            return Optional.empty();
        }
    }

    /** A live phase that a pause can interrupt. */
    sealed interface Pausable extends Live {
        /** The same phase later: its due time is moved by the length of the pause. */
        Pausable shifted(Duration pause);
    }

    /** An end: nothing moves it any more. */
    sealed interface Ended extends Phase {}

    /**
     * Waiting for the canary's workload, the routes, and silence of the alerts.
     *
     * @param deadline when the wait ends in Failed
     * @param blockers what it waits for, each a sentence for a person
     */
    record Pending(Instant since, Instant deadline, List<String> blockers) implements Pausable {

        /** The first blocker of a rollout whose gates a person has opened by skip. */
        private static final String SKIPPED = "the gates were skipped";

        public Pending {
            blockers = List.copyOf(blockers);
        }

        /** Whether a person has opened the gates: only what cannot be done at all blocks it. */
        boolean skipped() {
            return blockers.contains(SKIPPED);
        }

        /** The same wait for {@code others}, with the gates opened by a person. */
        Pending skipping(List<String> others) {
            List<String> all = new ArrayList<>(List.of(SKIPPED));
            all.addAll(others);
            return new Pending(since, deadline, all);
        }

        @Override
        public Optional<Instant> due() {
            return Optional.of(deadline);
        }

        @Override
        public Pending shifted(Duration pause) {
            return new Pending(since, deadline.plus(pause), blockers);
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
     * @param until when the hold ends
     */
    record Progressing(int step, Instant since, Instant until) implements Pausable {
        @Override
        public Optional<Instant> due() {
            return Optional.of(until);
        }

        @Override
        public Progressing shifted(Duration pause) {
            return new Progressing(step, since, until.plus(pause));
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
            implements Live {}

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
