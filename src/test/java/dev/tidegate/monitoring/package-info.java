/** The rules of {@code k8s/monitoring}, evaluated by Prometheus' own engine. */
@NullMarked
package dev.tidegate.monitoring;

import org.jspecify.annotations.NullMarked;
