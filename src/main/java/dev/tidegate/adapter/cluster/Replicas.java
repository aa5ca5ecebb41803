package dev.tidegate.adapter.cluster;

/**
 * How many pods a workload wants, as its subresource {@code scale} says it.
 *
 * @param version the resourceVersion that it was read with
 */
public record Replicas(long wanted, String version) {}
