package dev.tidegate.door;

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
 * keep the room from others: a body is read for so long and no longer. Half of the room is kept for
 * those who had some right before: a token without rights is easily made.
 */
public final class BodyBudget {

    /** What a request takes beside its body, and at least: its headers are up to 20 KiB. */
    private static final int LEAST = 16_384;

    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final int largest;
    private final Semaphore bytes;
    private final Semaphore unproven;
    private final Duration within;

    /**
     * Memory for {@code count} of the largest bodies.
     *
     * @param largest body that is read here, in bytes, from 16,384
     * @param within how long a body may take to come
     */
    public BodyBudget(int count, int largest, Duration within) {
        this.largest = largest;
        int all = Math.multiplyExact(count, largest);
        this.bytes = new Semaphore(all);
        this.unproven = new Semaphore(Math.max(all / 2, largest));
        this.within = within;
    }

    /**
     * The answer of {@code work}, or {@code full} when there is no room for the body now.
     *
     * @param length of the body as the caller gives it, in bytes; negative when they do not
     */
    public <T> CompletionStage<T> hold(
            int length, Supplier<CompletionStage<T>> work, Supplier<CompletionStage<T>> full) {
        return hold(bytes, length, work, full);
    }

    /**
     * The same, in the half of the room that is not kept for others when the caller is not proven.
     *
     * @param proven whether the caller had some right before
     */
    public <T> CompletionStage<T> hold(
            boolean proven,
            int length,
            Supplier<CompletionStage<T>> work,
            Supplier<CompletionStage<T>> full) {
        return proven
                ? hold(length, work, full)
                : hold(unproven, length, () -> hold(length, work, full), full);
    }

    private <T> CompletionStage<T> hold(
            Semaphore room,
            int length,
            Supplier<CompletionStage<T>> work,
            Supplier<CompletionStage<T>> full) {
        int taken = length < 0 ? largest : Math.clamp(length, LEAST, largest);
        if (!room.tryAcquire(taken)) {
            return full.get();
        }
        boolean started = false;
        try {
            CompletionStage<T> answer = work.get().whenComplete((_, _) -> room.release(taken));
            started = true;
            return answer;
        } finally {
            if (!started) {
                room.release(taken);
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
