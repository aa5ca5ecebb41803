/** An environment around the product: broker, API server double, mesh and sample services. */
@NullMarked
package dev.tidegate.sandbox;

import org.jspecify.annotations.NullMarked;
