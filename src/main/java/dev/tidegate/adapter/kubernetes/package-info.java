/** The resources of {@code tidegate.dev} and the cluster's objects, over the Kubernetes API. */
@NullMarked
package dev.tidegate.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
