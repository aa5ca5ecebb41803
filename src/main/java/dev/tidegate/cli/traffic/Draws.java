package dev.tidegate.cli.traffic;

import java.util.random.RandomGenerator;

/** Counts that are drawn exactly, large ones as sums of smaller. */
final class Draws {

    private static final double MOST_MEAN = 25;

    private final RandomGenerator random;

    Draws(RandomGenerator random) {
        this.random = random;
    }

    /** A count of events that are independent of each other (Poisson). */
    long poisson(double mean) {
        long sum = 0;
        double rest = mean;
        while (rest > MOST_MEAN) {
            sum += smallPoisson(MOST_MEAN);
            rest -= MOST_MEAN;
        }
        return rest <= 0 ? sum : sum + smallPoisson(rest);
    }

    private long smallPoisson(double mean) {
        double term = Math.exp(-mean);
        double left = random.nextDouble();
        long count = 0;
        while (left > term && term > 0) {
            left -= term;
            count++;
            term *= mean / count;
        }
        return count;
    }

    /** How many of {@code tries} succeed, each with {@code chance}. */
    long binomial(long tries, double chance) {
        if (tries == 0 || chance <= 0) {
            return 0;
        }
        if (chance > 0.5) {
            return tries - binomial(tries, 1 - chance);
        }
        if (tries * chance > MOST_MEAN) {
            return binomial(tries / 2, chance) + binomial(tries - tries / 2, chance);
        }
        double odds = chance / (1 - chance);
        double term = Math.exp(tries * Math.log1p(-chance));
        double left = random.nextDouble();
        long count = 0;
        while (left > term && count < tries) {
            left -= term;
            count++;
            term *= odds * (tries - count + 1) / count;
        }
        return count;
    }

    /** From {@code least} to {@code most}, each as likely. */
    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** A place of {@code shares}, which sum up to 1, as likely as its share. */
    int place(double[] shares) {
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
