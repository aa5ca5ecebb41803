package dev.tidegate.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidegate.message.Invalid;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the fields of one protobuf message, one after the other. Unknown ones are skipped.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol buffers: encoding</a>
 */
final class Wire {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int VARINT_BITS = 70;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int type;
    private int field;

    private Wire(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** A message that is all of these bytes. */
    static Wire of(byte[] bytes) {
        return new Wire(bytes, 0, bytes.length);
    }

    /** Goes to the next field; its value must be read or skipped then. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (field == 0) {
            throw broken("a field has number 0");
        }
        return true;
    }

    /** The number of the field that it is at. */
    int field() {
        return field;
    }

    /** Whether the field holds bytes: a text, a message, or packed numbers. */
    boolean holdsBytes() {
        return type == BYTES;
    }

    /** Whether it is at the end. */
    boolean done() {
        return at == end;
    }

    /** The field as a whole number. */
    long number() {
        is(VARINT);
        return varint();
    }

    /** The field as a floating-point number. */
    double real() {
        is(FIXED64);
        return Double.longBitsToDouble(fixed64());
    }

    /** The field as a text. */
    String text() {
        is(BYTES);
        int length = length();
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    /** The field as a message, or as packed numbers. */
    Wire message() {
        is(BYTES);
        int length = length();
        Wire inner = new Wire(bytes, at, at + length);
        at += length;
        return inner;
    }

    /** Leaves the field out. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> pass(Long.BYTES);
            case BYTES -> pass(length());
            case FIXED32 -> pass(Integer.BYTES);
            default -> throw broken("field %d has wire type %d".formatted(field, type));
        }
    }

    /** The next number, without a field's head: of packed ones. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            need(1);
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw broken("a number does not end");
    }

    private long fixed64() {
        need(Long.BYTES);
        long value = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw broken("field %d is longer than the rest".formatted(field));
        }
        return (int) length;
    }

    private void pass(int count) {
        need(count);
        at += count;
    }

    private void need(int count) {
        if (count > end - at) {
            throw broken("it ends too early");
        }
    }

    private void is(int wanted) {
        if (type != wanted) {
            throw broken("field %d has wire type %d; it must be %d".formatted(field, type, wanted));
        }
    }

    private static Invalid broken(String why) {
        return new Invalid("body", "is no protobuf message of remote write: " + why);
    }
}
