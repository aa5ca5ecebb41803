package dev.tidegate.core.distribution.selection;

/** The weighted round robins, each with its textbook's form. */
enum RoundRobins {
    SMOOTH {
        @Override
        Selector make(Candidates candidates, Turns turns) {
            return new SmoothRoundRobin(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveSmooth(candidates);
        }
    },
    INTERLEAVED {
        @Override
        Selector make(Candidates candidates, Turns turns) {
            return new InterleavedRoundRobin(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveInterleaved(candidates);
        }
    },
    EARLIEST_DEADLINE {
        @Override
        Selector make(Candidates candidates, Turns turns) {
            return new EarliestDeadlineFirst(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveDeadlines(candidates);
        }
    };

    abstract Selector make(Candidates candidates, Turns turns);

    abstract Selector oracle(Candidates candidates);
}
