package dev.tidegate.adapter.prometheus;

import dev.tidegate.message.Invalid;

/**
 * Unpacks Snappy's block format. In Java, so that no native library has to be unpacked at the
 * start, and none reads what comes from outside.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">The format</a>
 */
final class Snappy {

    private static final int LITERAL = 0;
    private static final int NEAR = 1;
    private static final int LONGEST_IN_TAG = 60;
    private static final int VARINT_BITS = 35;

    private final byte[] packed;
    private byte[] out = {};
    private int at;
    private int length;

    private Snappy(byte[] packed) {
        this.packed = packed;
    }

    /**
     * Unpacks it.
     *
     * @param most bytes that it may become
     * @throws Invalid when it is none, or becomes more
     */
    static byte[] unpacked(byte[] packed, int most) {
        return new Snappy(packed).all(most);
    }

    private byte[] all(int most) {
        long wanted = size();
        if (wanted > most) {
            throw new Invalid(
                    "body",
                    "is %d bytes unpacked; send at most %d, by a smaller max_samples_per_send"
                            .formatted(wanted, most));
        }
        // what no body of this size can become is not given room
        out = new byte[(int) Math.min(wanted, 64L * packed.length)];
        while (at < packed.length) {
            int tag = next();
            if ((tag & 3) == LITERAL) {
                literal(tag >>> 2);
            } else {
                copy(tag);
            }
        }
        if (length != wanted) {
            throw broken("it becomes %d bytes and says %d".formatted(length, wanted));
        }
        return out;
    }

    private long size() {
        long size = 0;
        for (int shift = 0; shift < VARINT_BITS; shift += 7) {
            int next = next();
            size |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return size;
            }
        }
        throw broken("its length does not end");
    }

    private void literal(int coded) {
        long count = coded < LONGEST_IN_TAG ? coded + 1L : little(coded - LONGEST_IN_TAG + 1) + 1;
        if (count > packed.length - at || count > out.length - length) {
            throw broken("a literal is longer than the rest");
        }
        System.arraycopy(packed, at, out, length, (int) count);
        at += (int) count;
        length += (int) count;
    }

    private void copy(int tag) {
        boolean near = (tag & 3) == NEAR;
        int count = near ? 4 + ((tag >>> 2) & 7) : (tag >>> 2) + 1;
        long back = near ? ((tag >>> 5) << 8) | next() : little((tag & 3) == 2 ? 2 : 4);
        if (back == 0 || back > length || count > out.length - length) {
            throw broken("a copy points outside");
        }
        int from = length - (int) back;
        if (back >= count) {
            System.arraycopy(out, from, out, length, count);
        } else {
            for (int i = 0; i < count; i++) {
                out[length + i] = out[from + i];
            }
        }
        length += count;
    }

    private long little(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    private int next() {
        if (at == packed.length) {
            throw broken("it ends too early");
        }
        return packed[at++] & 0xff;
    }

    private static Invalid broken(String why) {
        return new Invalid("body", "is not in Snappy's block format: " + why);
    }
}
