package dev.tidegate.cli;

import java.io.IOException;
import java.util.List;

/** Tells what happens to one service, as it happens: the moves of its rollouts, and refusals. */
interface Feed extends AutoCloseable {

    /**
     * Waits a moment at most; each move once, those of one rollout in their order.
     *
     * @param unanswered whether nothing came of the event yet: only then are refusals looked for
     * @throws IOException when it cannot be asked now; it may be asked again
     */
    List<Notice> next(boolean unanswered) throws IOException;

    @Override
    default void close() {}
}
