/** What a simulated cluster holds: services, their objects, and how these are read. */
@NullMarked
package dev.tidegate.simulation.scene;

import org.jspecify.annotations.NullMarked;
