package dev.tidegate.adapter.streams;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes values into few bytes: small numbers and texts that were written before take one. */
final class Packer {

    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
    private final Map<String, Integer> written = new HashMap<>();

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** A number of 0 or more in as few bytes as it needs; a negative one takes ten. */
    void number(long value) {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** All 64 bits. */
    void real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write((int) (bits >>> shift));
        }
    }

    void truth(boolean value) {
        bytes.write(value ? 1 : 0);
    }

    /** 0 and the text, or the number under which it was written before. */
    void text(String value) {
        Integer before = written.putIfAbsent(value, written.size() + 1);
        if (before != null) {
            number(before);
            return;
        }
        number(0);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
    }

    void instant(Instant value) {
        number(value.getEpochSecond());
        number(value.getNano());
    }

    void duration(Duration value) {
        number(value.getSeconds());
        number(value.getNano());
    }

    <T> void each(Collection<T> values, Consumer<T> one) {
        number(values.size());
        values.forEach(one);
    }

    <T> void optional(Optional<T> value, Consumer<T> one) {
        truth(value.isPresent());
        value.ifPresent(one);
    }
}
