package dev.tidegate.core.distribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The integers that say a distribution in a route. Istio reads only their ratio (any sum, since
 * 1.15), so the ratio is exact wherever it can be.
 *
 * <ul>
 *   <li>Nobody else in the route: whole percents sum to 100, otherwise tenths to 1,000, otherwise
 *       hundredths to 10,000 (5/95, 25/975, 25/9975).
 *   <li>Beside others that keep their share of the whole: their numbers stay when the rest divides
 *       exactly, otherwise all numbers become the smallest integers in the exact ratio.
 *   <li>Above {@link #MAX} the ratio is rounded by {@link Apportionment} to a sum of {@link #MAX}:
 *       first the others and the rest, then the rest among the versions.
 * </ul>
 */
public final class WeightNumbers {

    /**
     * The largest number computed: what the Gateway API allows at the most, and far below where
     * Envoy's sum overflows.
     */
    public static final long MAX = 1_000_000;

    private WeightNumbers() {}

    /**
     * The numbers of a route.
     *
     * @param others of those that keep their share, in the order given
     * @param ours of the versions, in the order of their weights
     */
    public record Numbers(List<Long> others, List<Long> ours) {}

    /**
     * The numbers that give each version its weight of the rest, and the others the share of the
     * whole that they have.
     *
     * @param others zero or more each
     * @param rest what the versions have now, together; more than 0 unless the others have nothing
     * @param weights of the versions; they sum to 100 %
     */
    public static Numbers of(List<Long> others, long rest, List<Weight> weights) {
        if (others.stream().allMatch(n -> n == 0)) {
            return new Numbers(others, alone(weights));
        }
        return divided(others, rest, points(weights));
    }

    /**
     * The same in any ratio: a version may stand in a route several times.
     *
     * @param whole what the versions get together; more than 0 unless the others have nothing
     * @param parts the ratio, zero or more each, not all zero; where nobody else counts and it does
     *     not divide the whole exactly, the numbers are the parts themselves
     */
    public static Numbers inParts(List<Long> others, long whole, List<Long> parts) {
        List<Long> ratio = smallest(parts);
        return others.stream().allMatch(n -> n == 0) && !divides(whole, ratio)
                ? new Numbers(others, parts)
                : divided(others, whole, ratio);
    }

    private static List<Long> smallest(List<Long> parts) {
        List<Long> smallest = Ratio.reduced(parts);
        return Collections.max(smallest) > MAX ? Apportionment.divide(MAX, smallest) : smallest;
    }

    private static boolean divides(long whole, List<Long> ratio) {
        long sum = sum(ratio);
        return ratio.stream().allMatch(n -> whole * n % sum == 0);
    }

    private static Numbers divided(List<Long> others, long rest, List<Long> ratio) {
        long sum = sum(ratio);
        if (rest <= Integer.MAX_VALUE && divides(rest, ratio)) {
            return new Numbers(others, ratio.stream().map(n -> rest * n / sum).toList());
        }
        List<Long> exact = new ArrayList<>();
        others.forEach(n -> exact.add(n * sum));
        ratio.forEach(n -> exact.add(rest * n));
        List<Long> smallest = Ratio.reduced(exact);
        if (Collections.max(smallest) > MAX) {
            return rounded(others, rest, ratio);
        }
        int split = others.size();
        return new Numbers(smallest.subList(0, split), smallest.subList(split, smallest.size()));
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether {@code ours} are in the ratio of {@code weights} already, or are its rounding.
     *
     * @param total the sum of all numbers of the route, the others' included
     */
    public static boolean agree(List<Long> ours, List<Weight> weights, long total) {
        long sum = ours.stream().mapToLong(Long::longValue).sum();
        if (sum == 0) {
            return false;
        }
        boolean exact = true;
        for (int i = 0; i < ours.size(); i++) {
            exact &= ours.get(i) * Weight.WHOLE == sum * weights.get(i).basisPoints();
        }
        return exact || (total == MAX && ours.equals(Apportionment.divide(sum, points(weights))));
    }

    private static List<Long> alone(List<Weight> weights) {
        for (int unit : new int[] {100, 10}) {
            if (weights.stream().allMatch(w -> w.basisPoints() % unit == 0)) {
                return weights.stream().map(w -> (long) w.basisPoints() / unit).toList();
            }
        }
        return points(weights);
    }

    private static Numbers rounded(List<Long> others, long rest, List<Long> ratio) {
        List<Long> all = new ArrayList<>(others);
        all.add(rest);
        List<Long> shares = Apportionment.divide(MAX, all);
        return new Numbers(
                shares.subList(0, others.size()), Apportionment.divide(shares.getLast(), ratio));
    }

    private static List<Long> points(List<Weight> weights) {
        return weights.stream().map(w -> (long) w.basisPoints()).toList();
    }
}
