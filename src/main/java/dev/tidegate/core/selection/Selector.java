package dev.tidegate.core.selection;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Picks one of the {@link Candidates} that it was built for.
 *
 * <p>A selector never changes what it picks from: other weights or other candidates are another
 * selector. A candidate of weight 0 is never picked, a single candidate of any other weight always.
 * A pick allocates nothing, and every selector here is safe for concurrent callers, each of which
 * brings a random source that is its own or safe itself.
 */
@FunctionalInterface
public interface Selector {

    /**
     * The index of the picked candidate.
     *
     * @param key a hash of what the request shall stick to, such as {@link XxHash64} of a user's
     *     name; only the selectors that hash look at it
     * @param random only the selectors that draw look at it
     */
    int pick(long key, RandomGenerator random);

    /**
     * The selector of the same settings that takes over when the candidates or their weights
     * change: one that begins anew, unless this one has something to hand on.
     *
     * @param fresh makes the one that begins anew, over the same {@code candidates}
     */
    default Selector next(Candidates candidates, Supplier<Selector> fresh) {
        return fresh.get();
    }
}
