package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened, in the words of the domain: one line for each thing, with its time and place. */
final class History {

    private final Kernel kernel;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param kept whether anybody will read it
     */
    History(Kernel kernel, boolean kept) {
        this.kernel = kernel;
        this.kept = kept;
    }

    void add(String who, Supplier<String> what) {
        if (kept) {
            lines.add("%10.3f  %-8s %s".formatted(kernel.micros() / 1e6, who, what.get()));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
