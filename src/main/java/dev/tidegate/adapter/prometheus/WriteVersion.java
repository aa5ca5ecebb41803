package dev.tidegate.adapter.prometheus;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;

/** The versions of the remote write protocol, by the media types of their requests. */
enum WriteVersion {
    /** {@code prometheus.WriteRequest}: each series has its labels as texts. */
    ONE {
        @Override
        Written read(byte[] body, SeriesSink sink) {
            return WriteRequestOne.read(body, sink);
        }
    },
    /** {@code io.prometheus.write.v2.Request}: labels are places in a table of texts. */
    TWO {
        @Override
        Written read(byte[] body, SeriesSink sink) {
            return WriteRequestTwo.read(body, sink);
        }
    };

    private static final String MEDIA_TYPE = "application/x-protobuf";

    /** The version that a Content-Type names; empty when it is none. */
    static Optional<WriteVersion> of(@Nullable String contentType) {
        String[] parts = (contentType == null ? "" : contentType).split(";", -1);
        if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
            return Optional.empty();
        }
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            if (parameter.length == 2 && parameter[0].strip().equalsIgnoreCase("proto")) {
                return named(parameter[1].strip().replace("\"", ""));
            }
        }
        return Optional.of(ONE);
    }

    private static Optional<WriteVersion> named(String proto) {
        return switch (proto) {
            case "prometheus.WriteRequest" -> Optional.of(ONE);
            case "io.prometheus.write.v2.Request" -> Optional.of(TWO);
            default -> Optional.empty();
        };
    }

    /**
     * Reads a request, and hands on its series.
     *
     * @param body unpacked
     * @throws dev.tidegate.message.Invalid when it is none; some series were handed on by then
     */
    abstract Written read(byte[] body, SeriesSink sink);
}
