package dev.tidegate.adapter.prometheus;

import dev.tidegate.message.Invalid;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.DecompressionException;

/**
 * Unpacks Snappy's block format: by Netty's decoder, which is plain Java, so that no native library
 * reads what comes from outside.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">The format</a>
 */
final class Snappy {

    private static final int VARINT_BITS = 35;

    /** What no body of a size can become: a copy of three bytes makes at most 64. */
    private static final long MOST_GROWTH = 64;

    private Snappy() {}

    /**
     * Unpacks it.
     *
     * @param most bytes that it may become
     * @throws Invalid when it is none, or becomes more
     */
    static byte[] unpacked(byte[] packed, int most) {
        long size = size(packed);
        if (size > most) {
            throw new Invalid(
                    "body",
                    "is %d bytes unpacked; send at most %d, by a smaller max_samples_per_send"
                            .formatted(size, most));
        }
        if (size > MOST_GROWTH * packed.length) {
            throw broken();
        }
        ByteBuf out = Unpooled.buffer((int) size, (int) size);
        try {
            new io.netty.handler.codec.compression.Snappy()
                    .decode(Unpooled.wrappedBuffer(packed), out);
        } catch (DecompressionException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw broken();
        }
        if (out.readableBytes() != size) {
            throw broken();
        }
        return out.array();
    }

    private static long size(byte[] packed) {
        long size = 0;
        for (int i = 0, shift = 0; i < packed.length && shift < VARINT_BITS; i++, shift += 7) {
            size |= (packed[i] & 0x7fL) << shift;
            if (packed[i] >= 0) {
                return size;
            }
        }
        throw broken();
    }

    private static Invalid broken() {
        return new Invalid("body", "is not in Snappy's block format; send it packed so");
    }
}
