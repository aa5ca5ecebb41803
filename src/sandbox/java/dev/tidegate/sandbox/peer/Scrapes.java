package dev.tidegate.sandbox.peer;

import dev.tidegate.cli.traffic.Seen;

/** What Prometheus knows of both versions. */
final class Scrapes {

    /** Between two scrapes, in seconds. */
    static final int INTERVAL = 15;

    private final Scraped canary = new Scraped();
    private final Scraped stable = new Scraped();
    private int second;

    Scraped canary() {
        return canary;
    }

    Scraped stable() {
        return stable;
    }

    /** Seconds since the start. */
    int now() {
        return second;
    }

    /** Takes the next second. */
    void count(Iterable<Seen> seen) {
        for (Seen each : seen) {
            canary.count(each.canary());
            stable.count(each.stable());
        }
        second++;
        if (second % INTERVAL == 0) {
            canary.scrape(second);
            stable.scrape(second);
        }
    }
}
