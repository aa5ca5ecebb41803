package dev.tidegate.door;

import java.time.Duration;
import java.util.concurrent.Executors;

/** Guards for tests: bodies have a minute. */
public final class Guards {

    private Guards() {}

    /** A guard that asks {@code access}. */
    public static Guard of(Access access) {
        return new Guard(
                access, Executors.newVirtualThreadPerTaskExecutor(), Duration.ofMinutes(1));
    }
}
