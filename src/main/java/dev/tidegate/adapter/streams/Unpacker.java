package dev.tidegate.adapter.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link Packer} wrote.
 *
 * <p>Of other bytes its methods throw {@link java.nio.BufferUnderflowException} or {@link
 * RuntimeException}s of what is made of them.
 */
final class Unpacker {

    private static final int SEVEN_BITS = 0x7f;

    private final ByteBuffer bytes;
    private final List<String> read = new ArrayList<>();

    Unpacker(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has too many bytes");
    }

    double real() {
        return bytes.getDouble();
    }

    boolean truth() {
        return bytes.get() != 0;
    }

    String text() {
        int before = Math.toIntExact(number());
        if (before > 0) {
            return read.get(before - 1);
        }
        byte[] utf8 = new byte[count()];
        bytes.get(utf8);
        String value = new String(utf8, StandardCharsets.UTF_8);
        read.add(value);
        return value;
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    Duration duration() {
        return Duration.ofSeconds(number(), number());
    }

    <T> List<T> each(Supplier<T> one) {
        int count = count();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(one.get());
        }
        return values;
    }

    <T> Map<String, T> named(Supplier<T> one) {
        int count = count();
        Map<String, T> values = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = text();
            values.put(name, one.get());
        }
        return values;
    }

    <T> Optional<T> optional(Supplier<T> one) {
        return truth() ? Optional.of(one.get()) : Optional.empty();
    }

    /** Of things of which each takes a byte at least. */
    private int count() {
        long count = number();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("%d is more than there is".formatted(count));
        }
        return (int) count;
    }
}
