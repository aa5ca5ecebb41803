package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.controller.Scheduler;

import java.util.function.Supplier;

/**
 * Whether the ConfigMap is still what is known of it, though no watch has shown that yet: what this
 * process wrote and somebody deleted while its watch was away is never told as gone. It is read
 * again and again, ever more rarely, until the watch has caught up.
 */
final class Unshown implements AutoCloseable {

    private final Supplier<String> known;
    private final Background<String> reads;

    /** The newest version that the watch has shown. */
    private volatile String shown = "";

    /**
     * Nothing is unshown yet.
     *
     * @param known the version that is known
     * @param read reads the ConfigMap once, and learns what it finds; whether it could be read
     */
    Unshown(Scheduler scheduler, Supplier<String> known, Supplier<Boolean> read) {
        this.known = known;
        reads =
                new Background<>(
                        "freezes",
                        1,
                        scheduler,
                        _ -> caughtUp() || (read.get() && known.get().isEmpty()));
    }

    private boolean caughtUp() {
        String newest = known.get();
        return newest.isEmpty() || !ApiObject.newer(newest, shown);
    }

    /** The watch has shown this version. */
    void shown(String version) {
        shown = version;
    }

    /** Something is known that the watch may not have shown; returns at once. */
    void look() {
        if (!caughtUp()) {
            reads.due("ConfigMap");
        }
    }

    @Override
    public void close() {
        reads.close();
    }
}
