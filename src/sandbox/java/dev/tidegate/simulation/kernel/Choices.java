package dev.tidegate.simulation.kernel;

import java.util.SplittableRandom;

/** Where a simulation could go on in more than one way: says which it is. */
public interface Choices {

    /**
     * Chooses.
     *
     * @param of how many ways there are, at least 1
     * @return from 0 to {@code of} − 1
     */
    int next(int of);

    /** Whether something happens that does so once in {@code times}. */
    default boolean oneIn(int times) {
        return next(times) == 0;
    }

    /**
     * Chooses which task goes on: the scheduler's choice, apart from those of the world, so that
     * all orders can be tried.
     *
     * @param ready how many are ready, at least 1
     */
    default int turn(int ready) {
        return next(ready);
    }

    /** Whether time goes on although somebody is ready; where a seed decides, once in so often. */
    default boolean late(int times) {
        return oneIn(times);
    }

    /** Choices that a seed decides. */
    static Choices seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return of -> of <= 1 ? 0 : random.nextInt(of);
    }
}
