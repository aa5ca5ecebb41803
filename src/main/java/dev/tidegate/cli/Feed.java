package dev.tidegate.cli;

import java.io.IOException;
import java.util.List;

/** The moves of one service's rollouts, as they come. */
interface Feed extends AutoCloseable {

    /**
     * Waits a moment at most; each move once, those of one rollout in their order.
     *
     * @throws IOException when it cannot be asked now; it may be asked again
     */
    List<Notice> next() throws IOException;

    @Override
    default void close() {}
}
