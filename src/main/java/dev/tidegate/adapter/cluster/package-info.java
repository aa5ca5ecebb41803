/**
 * The floor of the adapters that speak with the Kubernetes API: how a call ends, and what a watch
 * shows.
 */
@NullMarked
package dev.tidegate.adapter.cluster;

import org.jspecify.annotations.NullMarked;
