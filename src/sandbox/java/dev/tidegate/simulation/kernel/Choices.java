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

    /** Choices that a seed decides. */
    static Choices seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return of -> of <= 1 ? 0 : random.nextInt(of);
    }
}
