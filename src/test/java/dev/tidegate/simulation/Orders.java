package dev.tidegate.simulation;

import dev.tidegate.simulation.kernel.Choices;

import java.util.ArrayList;
import java.util.List;

/**
 * One order of the scheduler's choices after the other, depth first. Each choice is for the first
 * task that is ready, and for no time to go on, unless the order deviates there; the world itself
 * is always the same. A choice of one is none.
 */
final class Orders implements Choices {

    /** A choice that was made. */
    private record Chosen(int which, int of) {

        Chosen other() {
            return new Chosen(which + 1, of);
        }
    }

    private final int points;
    private final int deviations;
    private List<Chosen> made = new ArrayList<>();
    private List<Chosen> given = List.of();
    private boolean open;

    /**
     * All orders that differ in the first choices after {@link #open}.
     *
     * @param points in how many choices they may differ
     * @param deviations in how many of them at once
     */
    Orders(int points, int deviations) {
        this.points = points;
        this.deviations = deviations;
    }

    /** From here on orders differ. */
    void open() {
        open = true;
    }

    /** From here on none matters. */
    void close() {
        open = false;
    }

    /** Whether there is another order; the next choices are its. */
    boolean another() {
        open = false;
        while (!made.isEmpty()) {
            Chosen last = made.removeLast().other();
            if (last.which() < last.of() && deviating() < deviations) {
                made.add(last);
                given = made;
                made = new ArrayList<>();
                return true;
            }
        }
        return false;
    }

    private long deviating() {
        return made.stream().filter(chosen -> chosen.which() > 0).count();
    }

    @Override
    public int next(int of) {
        return of / 2;
    }

    @Override
    public int turn(int ready) {
        return choose(ready);
    }

    @Override
    public boolean late(int times) {
        return choose(2) == 1;
    }

    private int choose(int of) {
        if (!open || of <= 1 || made.size() == points) {
            return 0;
        }
        Chosen now = made.size() < given.size() ? given.get(made.size()) : new Chosen(0, of);
        if (now.of() != of) {
            throw new IllegalStateException("the same choices led elsewhere");
        }
        made.add(now);
        return now.which();
    }

    /** Where this order deviates, for a person. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("choices");
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i).which() > 0) {
                text.append(" %d: %d of %d".formatted(i, made.get(i).which(), made.get(i).of()));
            }
        }
        return text.toString();
    }
}
