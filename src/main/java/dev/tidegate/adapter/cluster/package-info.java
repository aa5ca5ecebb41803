/** The floor of the adapters that speak with the Kubernetes API: how a call ends. */
@NullMarked
package dev.tidegate.adapter.cluster;

import org.jspecify.annotations.NullMarked;
