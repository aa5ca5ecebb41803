package dev.tidegate.adapter.kubernetes;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for work that may be dropped: at most {@link #WAITING} pieces wait. */
final class Background implements AutoCloseable {

    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor worker;

    Background(String name) {
        worker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofVirtual().name(name).factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
    }

    void run(Runnable work) {
        worker.execute(work);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
