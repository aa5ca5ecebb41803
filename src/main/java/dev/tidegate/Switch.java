package dev.tidegate;

/** Whether something is done. */
enum Switch {
    OFF,
    ON
}
