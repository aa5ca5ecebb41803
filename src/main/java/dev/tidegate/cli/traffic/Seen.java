package dev.tidegate.cli.traffic;

/**
 * What one proxy saw of both versions.
 *
 * @param proxy its number, from 0
 */
public record Seen(int proxy, Served canary, Served stable) {

    /** Both added. */
    public Seen plus(Seen other) {
        return new Seen(proxy, canary.plus(other.canary), stable.plus(other.stable));
    }
}
