/** Asks the Kubernetes API server who somebody is and what they may do. */
@NullMarked
package dev.tidegate.adapter.access;

import org.jspecify.annotations.NullMarked;
