/** The HTTP door: events in, the state of the rollouts out, health. */
@NullMarked
package dev.tidegate.adapter.http;

import org.jspecify.annotations.NullMarked;
