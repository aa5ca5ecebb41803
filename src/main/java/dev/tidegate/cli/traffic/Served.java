package dev.tidegate.cli.traffic;

import java.util.Arrays;

/** What a proxy saw of one version, in an interval or since it started. Immutable. */
public final class Served {

    private final long requests;
    private final long failed;
    private final long[] slower;

    Served(long requests, long failed, long[] slower) {
        this.requests = requests;
        this.failed = failed;
        this.slower = slower;
    }

    static Served none(int boundaries) {
        return new Served(0, 0, new long[boundaries]);
    }

    public long requests() {
        return requests;
    }

    public long failed() {
        return failed;
    }

    /** The requests that took longer than the boundary of that place. */
    public long slower(int boundary) {
        return slower[boundary];
    }

    /** Both added. */
    public Served plus(Served other) {
        long[] sum = slower.clone();
        Arrays.setAll(sum, i -> sum[i] + other.slower[i]);
        return new Served(requests + other.requests, failed + other.failed, sum);
    }

    /** With requests that fail, each after a long time. */
    Served plusPause(long hit) {
        long[] sum = slower.clone();
        Arrays.setAll(sum, i -> sum[i] + hit);
        return new Served(requests + hit, failed + hit, sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Served served
                && requests == served.requests
                && failed == served.failed
                && Arrays.equals(slower, served.slower);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * (31 * requests + failed) + Arrays.hashCode(slower));
    }

    @Override
    public String toString() {
        return "%d failed of %d, slower %s".formatted(failed, requests, Arrays.toString(slower));
    }
}
