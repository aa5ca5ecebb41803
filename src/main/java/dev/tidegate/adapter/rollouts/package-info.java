/** The releases of {@code tidegate.dev} as objects of the cluster: the status is the state. */
@NullMarked
package dev.tidegate.adapter.rollouts;

import org.jspecify.annotations.NullMarked;
