/**
 * Real parts under faults: two processes of the artifact, a broker, the API server double, and
 * proxies between each pair. A seed decides what is done to them; how the parts take it, no seed
 * decides.
 */
@NullMarked
package dev.tidegate.chaos;

import org.jspecify.annotations.NullMarked;
