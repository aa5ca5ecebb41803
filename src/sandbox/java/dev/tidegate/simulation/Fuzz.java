package dev.tidegate.simulation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;
import java.util.stream.IntStream;

/** Plays one seed after the other, and tells of each that fails. */
public final class Fuzz {

    private static final long TELL_NANOS = 2_000_000_000L;

    private final FuzzOptions options;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final long begun = System.nanoTime();
    private final AtomicLong told = new AtomicLong(begun);

    private Fuzz(FuzzOptions options) {
        this.options = options;
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        FuzzOptions options;
        try {
            options = FuzzOptions.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        // what the product logs of thousands of outages is no news here
        LogManager.getLogManager().reset();
        System.exit(new Fuzz(options).run() ? 0 : 1);
    }

    /** Plays them all, on all processors; whether each invariant held. */
    private boolean run() throws InterruptedException, ExecutionException {
        int workers = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> all =
                    IntStream.range(0, workers).mapToObj(_ -> threads.submit(this::work)).toList();
            for (Future<?> each : all) {
                each.get();
            }
        }
        System.out.println(progress());
        return failures.get() == 0;
    }

    private void work() {
        for (long i = next.getAndIncrement(); i < options.seeds(); i = next.getAndIncrement()) {
            Plan plan = Plan.of(options.first() + i);
            Simulation.play(plan, false)
                    .violation()
                    .ifPresent(
                            violation -> {
                                failures.incrementAndGet();
                                System.out.println(Report.of(plan, violation));
                            });
            played.incrementAndGet();
            long now = System.nanoTime();
            long last = told.get();
            if (now - last > TELL_NANOS && told.compareAndSet(last, now)) {
                System.out.println(progress());
            }
        }
    }

    private String progress() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        return "seeds played: %d of %d, %.1f a second, failed: %d"
                .formatted(played.get(), options.seeds(), played.get() / seconds, failures.get());
    }
}
