package dev.tidegate.sandbox.evidence;

import dev.tidegate.cli.evidence.Trials;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The same trial with one seed after the other, several at a time. What comes of them does not
 * depend on how many.
 */
final class Runs implements AutoCloseable {

    private final int count;
    private final long first;
    private final ForkJoinPool pool;

    Runs(EvidenceOptions options) {
        count = options.runs();
        first = options.seed();
        pool = new ForkJoinPool(options.threads());
    }

    /** What each seed gives, in their order. */
    <T> List<T> all(LongFunction<T> trial) {
        try {
            return pool.submit(
                            () ->
                                    LongStream.range(first, first + count)
                                            .parallel()
                                            .mapToObj(trial)
                                            .toList())
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The times that the seeds give. */
    Trials times(LongToDoubleFunction trial) {
        return new Trials(all(trial::applyAsDouble).stream().sorted().toList());
    }

    @Override
    public void close() {
        pool.close();
    }
}
