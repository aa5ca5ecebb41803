package dev.tidegate.controller;

/** Something that only the replica does that leads. */
public interface Led {

    /**
     * Begins, or ends. Must not block.
     *
     * @param lead whether this replica leads from now on
     */
    void lead(boolean lead);
}
