package dev.tidegate.core.analysis;

import java.util.ArrayList;
import java.util.List;

/** What stands out among the counts of neighbouring windows. */
final class Windows {

    private static final int MIDDLE = 2;

    /** So many standard deviations are no chance, of counts that are independent. */
    private static final double OUTLIER = 5;

    private Windows() {}

    /**
     * With another one at the end, and the oldest dropped when there are more than {@code most}.
     */
    static List<Tally> append(List<Tally> windows, Tally next, int most) {
        List<Tally> all = new ArrayList<>(windows);
        all.add(next);
        return all.size() > most ? all.subList(all.size() - most, all.size()) : all;
    }

    /**
     * The square of the smaller of the steps to the middle one of five and from it. Its mean is the
     * variance of a window where failures are few, and nine tenths of it where they are many; a
     * rate that moves and stays moves one of the two steps only.
     */
    static double squaredStep(List<Tally> five) {
        double count = five.get(MIDDLE).bad();
        double before = count - scaled(five, MIDDLE - 1);
        double after = count - scaled(five, MIDDLE + 1);
        return Math.min(before * before, after * after);
    }

    /**
     * By how much the middle one of five is above its neighbours, when that is no chance; else 0.
     * It is measured against the second highest of them, so that a burst over two windows counts,
     * and an incident over three does not.
     *
     * @param rate at which requests are bad in the long run
     */
    static double burst(List<Tally> five, double rate) {
        List<Double> neighbours = new ArrayList<>();
        for (int i = 0; i < five.size(); i++) {
            if (i != MIDDLE) {
                neighbours.add(scaled(five, i));
            }
        }
        neighbours.sort(null);
        double lately = rate * five.get(MIDDLE).requests();
        double usual = Math.max(lately, neighbours.get(neighbours.size() - 2));
        double above = five.get(MIDDLE).bad() - usual;
        return above > OUTLIER * Math.sqrt(usual + 1) ? above : 0;
    }

    /** A window's count as it were with as many requests as the middle one has. */
    private static double scaled(List<Tally> five, int at) {
        return five.get(at).rate() * five.get(MIDDLE).requests();
    }
}
