package dev.tidegate.adapter.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A body that was packed by gzip. */
final class Gzip {

    /** Unpacked: four times what may be sent. */
    private static final int MOST_BYTES = 16_777_216;

    private Gzip() {}

    /**
     * What was packed.
     *
     * @throws Unreadable when nothing was, or too much
     */
    static byte[] unpacked(byte[] sent) throws Unreadable {
        byte[] body;
        try (InputStream packed = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            body = packed.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new Unreadable(
                    "Content-Encoding: \"gzip\" is not what the body is; pack it so, or say"
                            + " nothing");
        }
        if (body.length > MOST_BYTES) {
            throw new Unreadable(
                    "body: has more than %d bytes when it is unpacked; send less at once"
                            .formatted(MOST_BYTES));
        }
        return body;
    }
}
