package dev.tidegate.simulation.kernel;

/** Something that is done at a time. */
final class Alarm implements Comparable<Alarm> {

    private final long micros;
    private final long order;
    private final Runnable work;
    private boolean cancelled;

    /**
     * One that is set.
     *
     * @param order among those of the same time
     */
    Alarm(long micros, long order, Runnable work) {
        this.micros = micros;
        this.order = order;
        this.work = work;
    }

    long micros() {
        return micros;
    }

    void cancel() {
        cancelled = true;
    }

    void ring() {
        if (!cancelled) {
            work.run();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    @Override
    public int compareTo(Alarm other) {
        return micros == other.micros
                ? Long.compare(order, other.order)
                : Long.compare(micros, other.micros);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(order);
    }
}
