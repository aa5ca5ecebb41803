package dev.tidegate.adapter.cluster;

import java.util.Optional;

/** The state of a watch of one kind. What it shows goes to its {@link Watcher}. */
public interface Watch extends AutoCloseable {

    /** Waits until the kind was read once, or, of one that may lack, is known to lack. */
    void awaitRead();

    /** Whether the kind was read once. */
    boolean isRead();

    /** Has this done when the kind was read, at once if it was; not when it is closed before. */
    void whenRead(Runnable then);

    /** Why the watch cannot be relied on, after waiting a little for its first reading. */
    Optional<String> unread();

    /** What is wrong with the watch, from memory, as a sentence for a person. */
    Optional<String> trouble();

    /** Watches no more. */
    @Override
    void close();
}
