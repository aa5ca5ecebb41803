/**
 * The product's core, controller and cluster adapters in a world where a seed decides what happens,
 * in which order and when; judged by the invariants of the design after every write.
 */
@NullMarked
package dev.tidegate.simulation;

import org.jspecify.annotations.NullMarked;
