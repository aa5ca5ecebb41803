package dev.tidegate.door;

/** Where it is counted and logged that somebody was not let in. */
@FunctionalInterface
public interface Denials {

    /** Somebody was not let in. */
    void denied(Entry entry, Denied denied);
}
