package dev.tidegate.simulation;

import dev.tidegate.simulation.api.Weather;
import dev.tidegate.simulation.judge.Facts;
import dev.tidegate.simulation.kernel.Life;
import dev.tidegate.simulation.topics.ProducerWeather;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/** Where one process runs, again and again: its clock and its ways to the others outlive it. */
final class Machine {

    private static final int SKEW = (int) Facts.SKEW_MICROS;

    private final World world;
    private final String name;
    private final Weather weather;
    private final ProducerWeather producer;
    private long skewMicros;
    private @Nullable Replica replica;

    Machine(World world, String name) {
        this.world = world;
        this.name = name;
        this.weather = new Weather(world.kernel(), world.troubles().has(Trouble.LATE_WRITES));
        this.producer = new ProducerWeather(world.kernel());
        jump();
    }

    String name() {
        return name;
    }

    Weather weather() {
        return weather;
    }

    ProducerWeather producer() {
        return producer;
    }

    /** The process that runs here now, if one does. */
    Optional<Replica> replica() {
        return Optional.ofNullable(replica);
    }

    /** Its clock is set anew, as near the world's as promised. */
    void jump() {
        skewMicros = (long) world.kernel().choices().next(2 * SKEW) - SKEW;
        world.facts().clock(name, skewMicros);
    }

    /** Its clock is set that far ahead of the world's, or behind it. */
    void jump(Duration ahead) {
        skewMicros = ahead.toMillis() * 1_000;
        world.facts().clock(name, skewMicros);
    }

    void start() {
        if (replica == null) {
            world.facts().begin(name);
            Life life = world.kernel().begin(name, () -> skewMicros, world::thrown);
            replica = new Replica(world, life, this);
            world.topics().join(replica);
        }
    }

    void crash() {
        Replica last = replica;
        if (last != null) {
            replica = null;
            last.crash();
            world.topics().leave(last);
        }
    }
}
