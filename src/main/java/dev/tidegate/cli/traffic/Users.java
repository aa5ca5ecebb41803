package dev.tidegate.cli.traffic;

/** Which version the users meet who cause the failures; drawn once for each weight. */
final class Users {

    private final int broken;
    private final Draws draws;
    private double weight = -1;
    private double canarys = 1;
    private double stables = 1;

    Users(int broken, Draws draws) {
        this.broken = broken;
        this.draws = draws;
    }

    /** Draws where they go, when the weight is another one than before. */
    void split(double next) {
        if (broken == 0 || next == weight || next <= 0 || next >= 1) {
            return;
        }
        weight = next;
        long there = draws.binomial(broken, next);
        canarys = there / (broken * next);
        stables = (broken - there) / (broken * (1 - next));
    }

    /** How many times as often the canary fails for it. */
    double canarys() {
        return canarys;
    }

    /** How many times as often stable fails for it. */
    double stables() {
        return stables;
    }
}
