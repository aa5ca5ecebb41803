package dev.tidegate.simulation.kernel;

/** The end of a process, thrown in each of its tasks: nothing shall catch it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("the process has crashed", null, false, false);
    }
}
