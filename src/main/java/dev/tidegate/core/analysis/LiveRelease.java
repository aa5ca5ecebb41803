package dev.tidegate.core.analysis;

import java.util.List;

/**
 * A release that is live, as the analysis knows it: the topic {@code tidegate.live} holds one for
 * each service that has one.
 *
 * @param uid of the rollout; another one is another release
 * @param revision of the rollout that this is of
 * @param stage index of the plan's step that it is in, from 0; of the bake their number
 * @param step its weight, and since when all proxies have it
 * @param routes names of the routes that are split between both versions; requests of others are
 *     not compared. Empty when the split route has no name and there is no other
 * @param act whether verdicts move the release, or are only told
 */
public record LiveRelease(
        String uid,
        long revision,
        int stage,
        Compared versions,
        AnalysisPlan plan,
        Step step,
        List<String> routes,
        boolean act) {

    public LiveRelease {
        Checks.name("uid", uid);
        routes = List.copyOf(routes);
    }
}
