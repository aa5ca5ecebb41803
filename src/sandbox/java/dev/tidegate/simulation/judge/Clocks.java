package dev.tidegate.simulation.judge;

import dev.tidegate.simulation.kernel.Kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.LongStream;

/** What the processes' clocks showed, and which of their lives it was: what no process can know. */
final class Clocks {

    /** A clock shows whole milliseconds. */
    static final long GRAIN_MICROS = 1_000;

    /**
     * A clock was set.
     *
     * @param from when, in microseconds of the world
     * @param ahead by how much it is ahead of the world's from then on
     */
    private record Setting(long from, long ahead) {}

    private final Map<String, List<Setting>> settings = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();

    void set(String process, long from, long aheadMicros) {
        settings.computeIfAbsent(process, _ -> new ArrayList<>())
                .add(new Setting(from, aheadMicros));
    }

    /** A life of the process begins. */
    void begin(String process, long micros) {
        begun.put(process, micros);
    }

    /** Since when the process runs without a crash; 0 when that was never told. */
    long begun(String process) {
        return begun.getOrDefault(process, 0L);
    }

    /** The newest time, until the given one, when the process' clock showed this. */
    long micros(String process, Instant shown, long until) {
        long its = Duration.between(Kernel.START, shown).toNanos() / 1_000;
        List<Setting> all = settings.getOrDefault(process, List.of());
        long end = until;
        for (Setting setting : all.reversed()) {
            long micros = its - setting.ahead();
            if (micros <= end + GRAIN_MICROS && micros >= setting.from() - GRAIN_MICROS) {
                return Math.min(micros, until);
            }
            end = Math.min(end, setting.from());
        }
        return Math.min(its - all.stream().mapToLong(Setting::ahead).findFirst().orElse(0), until);
    }

    /** The least by which the process' clock was ahead of the world's in that time. */
    long least(String process, long from, long until) {
        return settings.getOrDefault(process, List.of()).stream()
                .filter(setting -> setting.from() > from && setting.from() <= until)
                .mapToLong(Setting::ahead)
                .reduce(ahead(process, from), Math::min);
    }

    /** By how much two of the processes' clocks differed the most in that time. */
    long spread(long from, long until) {
        LongSummaryStatistics all =
                settings.entrySet().stream()
                        .flatMapToLong(
                                each ->
                                        LongStream.concat(
                                                LongStream.of(ahead(each.getKey(), from)),
                                                each.getValue().stream()
                                                        .filter(s -> s.from() > from)
                                                        .filter(s -> s.from() <= until)
                                                        .mapToLong(Setting::ahead)))
                        .summaryStatistics();
        return all.getCount() == 0 ? 0 : all.getMax() - all.getMin();
    }

    /** By how much the process' clock is ahead of the world's then. */
    long ahead(String process, long micros) {
        return settings.getOrDefault(process, List.of()).reversed().stream()
                .filter(setting -> setting.from() <= micros)
                .mapToLong(Setting::ahead)
                .findFirst()
                .orElse(0);
    }
}
