package dev.tidegate.cli.evidence;

import dev.tidegate.core.analysis.Evidence;

/** What is told of each second of a release. */
@FunctionalInterface
public interface Watcher {

    /**
     * A second has passed.
     *
     * @param second since the release began
     */
    void at(double second, Evidence evidence);
}
