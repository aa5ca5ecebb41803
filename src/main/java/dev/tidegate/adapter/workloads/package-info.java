/** The pods of a version: the cluster's Deployments. */
@NullMarked
package dev.tidegate.adapter.workloads;

import org.jspecify.annotations.NullMarked;
