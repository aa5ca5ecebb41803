package dev.tidegate.adapter.freezes;

import dev.tidegate.adapter.cluster.ApiObject;
import dev.tidegate.adapter.cluster.Background;
import dev.tidegate.controller.Scheduler;

import java.util.function.Supplier;

/**
 * What this process wrote and no watch has shown yet: if somebody deletes it while the watch is
 * away, that is never told. It is read again, ever more rarely, until the watch has caught up.
 */
final class Unshown implements AutoCloseable {

    private final Supplier<String> known;
    private final Background<String> reads;

    private volatile String shown = "";

    /**
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
        return known.get().isEmpty() || !ApiObject.newer(known.get(), shown);
    }

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
