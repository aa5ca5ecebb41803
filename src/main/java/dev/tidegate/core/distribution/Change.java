package dev.tidegate.core.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The smallest change from one distribution to another: which share moves from which version to
 * which.
 *
 * <p>What a version loses must move and nothing else has to, so the least share that can move is
 *
 * <pre>moved = Σ max(0, before − after) = ½ Σ |after − before|</pre>
 *
 * the total variation distance of the two. The moves reach it: every share moves from a version
 * that shrinks to one that grows, and only once. Losses are given to gains in the versions' order,
 * so there are at most one fewer moves than versions that change.
 *
 * @param moves in the order of the versions that lose; empty when nothing changes
 */
public record Change(List<Move> moves) {

    public Change {
        moves = List.copyOf(moves);
    }

    /**
     * A share that moves.
     *
     * @param share of the whole; more than zero
     */
    public record Move(Version from, Version to, Weight share) {}

    /** The smallest change that turns {@code before} into {@code after}. */
    public static Change between(Distribution before, Distribution after) {
        Map<Version, Integer> gains = new LinkedHashMap<>();
        Set<Version> versions = versions(before, after);
        for (Version version : versions) {
            gains.put(
                    version,
                    after.weightOf(version).basisPoints() - before.weightOf(version).basisPoints());
        }
        List<Move> moves = new ArrayList<>();
        for (Version from : versions) {
            for (Version to : versions) {
                int share = Math.min(-gains.getOrDefault(from, 0), gains.getOrDefault(to, 0));
                if (share > 0) {
                    moves.add(new Move(from, to, new Weight(share)));
                    gains.merge(from, share, Integer::sum);
                    gains.merge(to, -share, Integer::sum);
                }
            }
        }
        return new Change(moves);
    }

    /** The share that moves, by the formula above: 0 to 100 %. */
    public Weight moved() {
        return new Weight(moves.stream().mapToInt(move -> move.share().basisPoints()).sum());
    }

    private static Set<Version> versions(Distribution before, Distribution after) {
        Set<Version> versions = new LinkedHashSet<>(before.weights().keySet());
        versions.addAll(after.weights().keySet());
        return versions;
    }
}
