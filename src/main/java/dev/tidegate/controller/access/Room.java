package dev.tidegate.controller.access;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory for what callers send, at one door: a body is held from its first byte until it is
 * answered, and many who send at once must not use up the heap. Counted are bytes and not requests,
 * so that a storm of alerts has room where a few large bodies have not.
 */
public final class Room {

    /** What a request takes beside its body, and at least: its headers are up to 20 KiB. */
    private static final int LEAST = 16_384;

    private final int largest;
    private final Semaphore bytes;

    /**
     * Room for {@code count} of the largest bodies.
     *
     * @param largest body that is read here, in bytes, from 16,384
     */
    public Room(int count, int largest) {
        this.largest = largest;
        this.bytes = new Semaphore(Math.multiplyExact(count, largest));
    }

    /** Reads a body and answers it. */
    public interface Work<T> {
        CompletionStage<T> start() throws IOException;
    }

    /**
     * The answer of {@code work}, or {@code full} when there is no room for the body now.
     *
     * @param length of the body as the caller gives it, in bytes; negative when they do not
     */
    public <T> CompletionStage<T> hold(int length, Work<T> work, Supplier<CompletionStage<T>> full)
            throws IOException {
        int taken = length < 0 ? largest : Math.clamp(length, LEAST, largest);
        if (!bytes.tryAcquire(taken)) {
            return full.get();
        }
        boolean started = false;
        try {
            CompletionStage<T> answer = work.start().whenComplete((_, _) -> bytes.release(taken));
            started = true;
            return answer;
        } finally {
            if (!started) {
                bytes.release(taken);
            }
        }
    }
}
