package dev.tidegate.controller.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The memory for what callers send, at one door: a body is held from its first byte until it is
 * answered, and many who send at once must not use up the heap. Counted are bytes and not requests,
 * so that a storm of alerts has room where a few large bodies have not. Who sends slowly must not
 * keep the room from others: a body is read for so long and no longer.
 */
public final class Room {

    /** What a request takes beside its body, and at least: its headers are up to 20 KiB. */
    private static final int LEAST = 16_384;

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final int largest;
    private final Semaphore bytes;
    private final Duration within;

    /**
     * Room for {@code count} of the largest bodies.
     *
     * @param largest body that is read here, in bytes, from 16,384
     * @param within how long a body may take to come
     */
    public Room(int count, int largest, Duration within) {
        this.largest = largest;
        this.bytes = new Semaphore(Math.multiplyExact(count, largest));
        this.within = within;
    }

    /**
     * The answer of {@code work}, or {@code full} when there is no room for the body now.
     *
     * @param length of the body as the caller gives it, in bytes; negative when they do not
     */
    public <T> CompletionStage<T> hold(
            int length, Supplier<CompletionStage<T>> work, Supplier<CompletionStage<T>> full) {
        int taken = length < 0 ? largest : Math.clamp(length, LEAST, largest);
        if (!bytes.tryAcquire(taken)) {
            return full.get();
        }
        boolean started = false;
        try {
            CompletionStage<T> answer = work.get().whenComplete((_, _) -> bytes.release(taken));
            started = true;
            return answer;
        } finally {
            if (!started) {
                bytes.release(taken);
            }
        }
    }

    /**
     * Reads a body, and of one that is too long one byte more than the largest. It is read by a
     * thread of its own, which is interrupted when the time is over: no single read of a body that
     * comes in drops takes long.
     *
     * @throws SocketTimeoutException when it has not come in time; the message is for its sender
     * @throws IOException when the sender hung up
     */
    public byte[] read(InputStream body) throws IOException {
        Future<byte[]> reading = readers.submit(() -> body.readNBytes(largest + 1));
        try {
            return reading.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(
                    "the body did not come within %d ms; send it faster, or a smaller one"
                            .formatted(within.toMillis()));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            reading.cancel(true);
        }
    }
}
