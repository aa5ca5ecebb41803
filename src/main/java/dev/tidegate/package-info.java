/** Moves traffic between versions of a service on Istio, driven by events. */
@NullMarked
package dev.tidegate;

import org.jspecify.annotations.NullMarked;
