package dev.tidegate.fuzz;

import java.util.List;

/** A way by which bytes come in. */
interface Door {

    String name();

    /** Examples of what comes by it, at least one. */
    List<Input> corpus();

    /** Whether only well-formed JSON comes by it: what an API server sends. */
    boolean wellFormed();

    /**
     * Lets an input in. It fails when the input is neither understood nor refused with a reason, or
     * when what comes of it breaks a promise.
     *
     * @return whether it was understood
     */
    boolean enter(Input input);
}
