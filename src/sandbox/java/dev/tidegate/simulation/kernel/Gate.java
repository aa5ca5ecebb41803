package dev.tidegate.simulation.kernel;

import java.util.ArrayList;
import java.util.List;

/** Something that tasks wait for; once open it stays so. */
public final class Gate {

    private final Kernel kernel;
    private final List<SimTask> waiting = new ArrayList<>();
    private boolean open;

    Gate(Kernel kernel) {
        this.kernel = kernel;
    }

    public boolean isOpen() {
        return open;
    }

    public void open() {
        open = true;
        waiting.forEach(kernel::ready);
        waiting.clear();
    }

    /** Waits until it is open; who is no task does not wait. */
    public void await() {
        while (!open && kernel.inTask()) {
            kernel.parkIn(waiting);
        }
    }
}
