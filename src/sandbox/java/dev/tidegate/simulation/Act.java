package dev.tidegate.simulation;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One thing that the surroundings do: an event, a fault, somebody's edit.
 *
 * @param at when, since the start
 * @param title what, for a person
 * @param work does it
 */
record Act(Duration at, String title, Consumer<World> work) {}
