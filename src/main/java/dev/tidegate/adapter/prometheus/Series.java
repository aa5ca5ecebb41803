package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.event.ServiceKey;

/**
 * One counter of a proxy.
 *
 * @param service that was asked
 * @param observer the proxy, whose own service asked
 * @param origin how its counters came here: a pair of Prometheus has two, and so has a pod that is
 *     scraped at two ports
 * @param version that answered
 * @param identity of all its labels
 */
record Series(
        ServiceKey service,
        String observer,
        String origin,
        String version,
        Part part,
        long identity) {}
