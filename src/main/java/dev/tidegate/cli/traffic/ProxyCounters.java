package dev.tidegate.cli.traffic;

import java.util.HashMap;
import java.util.Map;

/** What proxies have counted since they started: what a source of readings tells. */
public final class ProxyCounters {

    private final Map<Integer, Seen> since = new HashMap<>();

    /** Counts what a proxy saw, and tells all that it has counted. */
    public Seen count(Seen seen) {
        return since.merge(seen.proxy(), seen, Seen::plus);
    }

    /** The proxy starts anew, and counts from 0. */
    public void restart(int proxy) {
        since.remove(proxy);
    }
}
