package dev.tidegate.simulation.kernel;

/**
 * A task that has the turn neither ends nor waits: it spins, or it waits for a lock that another
 * one holds while it calls a port.
 */
public final class Stuck extends RuntimeException {

    private static final long serialVersionUID = 1;

    Stuck(String stacks) {
        super("a task does not go on; no lock may be held during a call of a port:\n" + stacks);
    }
}
