package dev.tidegate.simulation.judge;

/** Takes what checks find. */
public interface Verdicts {
    void broken(Invariant invariant, String what);
}
