package dev.tidegate.core.selection;

/** The weighted round robins, each with its textbook's form. */
enum RoundRobins {
    SMOOTH {
        @Override
        Selector make(Candidates candidates, CyclePosition turns) {
            return new SmoothRoundRobin(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveSmooth(candidates);
        }
    },
    INTERLEAVED {
        @Override
        Selector make(Candidates candidates, CyclePosition turns) {
            return new InterleavedRoundRobin(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveInterleaved(candidates);
        }
    },
    EARLIEST_DEADLINE {
        @Override
        Selector make(Candidates candidates, CyclePosition turns) {
            return new EarliestDeadlineFirst(candidates, turns);
        }

        @Override
        Selector oracle(Candidates candidates) {
            return new NaiveDeadlines(candidates);
        }
    };

    abstract Selector make(Candidates candidates, CyclePosition turns);

    abstract Selector oracle(Candidates candidates);

    /** The largest distance of a count from its ideal share over all prefixes of a cycle. */
    double deviation(Candidates candidates) {
        int total = (int) candidates.total();
        long[] counts = new long[candidates.size()];
        double worst = 0;
        int[] picks = Weigh.picks(make(candidates, new CyclePosition()), total);
        for (int n = 1; n <= total; n++) {
            counts[picks[n - 1]]++;
            for (int i = 0; i < counts.length; i++) {
                double ideal = (double) n * candidates.weights().get(i) / total;
                worst = Math.max(worst, Math.abs(counts[i] - ideal));
            }
        }
        return worst;
    }
}
