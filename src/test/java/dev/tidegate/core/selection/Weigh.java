package dev.tidegate.core.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Short ways to say candidates and picks. */
final class Weigh {

    private Weigh() {}

    /** Candidates named e0, e1, … with these weights. */
    static Candidates of(long... weights) {
        List<String> names = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (long weight : weights) {
            names.add("e" + names.size());
            all.add(weight);
        }
        return new Candidates(names, all);
    }

    /** {@code n} candidates of weight 1. */
    static Candidates equal(int n) {
        return of(new SplittableRandom(0).longs(n, 1, 2).toArray());
    }

    static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    /** Every list of up to {@code most} weights from 0 to {@code top} that are not all zero. */
    static void everySmallCase(int most, int top, Consumer<Candidates> use) {
        everySmallCase(new long[0], most, top, use);
    }

    private static void everySmallCase(long[] head, int most, int top, Consumer<Candidates> use) {
        long sum = 0;
        for (long weight : head) {
            sum += weight;
        }
        if (sum > 0) {
            use.accept(of(head));
        }
        for (int next = 0; next <= top && head.length < most; next++) {
            long[] longer = java.util.Arrays.copyOf(head, head.length + 1);
            longer[head.length] = next;
            everySmallCase(longer, most, top, use);
        }
    }

    /** The next {@code n} picks. */
    static int[] picks(Selector selector, int n) {
        int[] picks = new int[n];
        RandomGenerator random = random(1);
        java.util.Arrays.setAll(picks, i -> selector.pick(i, random));
        return picks;
    }

    /** Picks as letters: 0 is a. */
    static String letters(Selector selector, int n) {
        StringBuilder text = new StringBuilder();
        for (int pick : picks(selector, n)) {
            text.append((char) ('a' + pick));
        }
        return text.toString();
    }

    /** How often each of {@code size} candidates is among the picks. */
    static long[] counts(int size, int[] picks) {
        long[] counts = new long[size];
        for (int pick : picks) {
            counts[pick]++;
        }
        return counts;
    }
}
