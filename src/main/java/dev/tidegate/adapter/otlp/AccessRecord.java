package dev.tidegate.adapter.otlp;

import io.opentelemetry.proto.logs.v1.LogRecord;

import java.util.Optional;

/**
 * A request as Envoy logged it when it had ended.
 *
 * @param cluster {@code %UPSTREAM_CLUSTER%}
 * @param route {@code %ROUTE_NAME%}, empty when it has none
 * @param millis {@code %DURATION%}, from its first byte to the last of the answer
 * @param authority {@code %REQ(:AUTHORITY)%}, empty when it is not logged
 * @param proxy that logged it, where the record says so: {@code %HOSTNAME%}
 */
record AccessRecord(
        String cluster,
        String route,
        Answer answer,
        long millis,
        String authority,
        Optional<String> proxy) {

    static final String CLUSTER = "upstream_cluster";
    static final String ROUTE = "route_name";
    static final String CODE = "response_code";
    static final String FLAGS = "response_flags";
    static final String DURATION = "duration";
    static final String AUTHORITY = "authority";
    static final String POD = "pod";

    private static final String NOTHING = "-";
    private static final String SHADOW = "-shadow";

    /**
     * Reads a record.
     *
     * @throws Unreadable naming the label that is wrong
     */
    static AccessRecord of(LogRecord record) throws Unreadable {
        Attributes labels = new Attributes(record.getAttributesList());
        return new AccessRecord(
                required(labels, CLUSTER, "%UPSTREAM_CLUSTER%"),
                something(required(labels, ROUTE, "%ROUTE_NAME%")),
                new Answer(
                        (int) number(CODE, required(labels, CODE, "%RESPONSE_CODE%")),
                        required(labels, FLAGS, "%RESPONSE_FLAGS%")),
                number(DURATION, required(labels, DURATION, "%DURATION%")),
                something(labels.text(AUTHORITY).orElse("")),
                labels.text(POD).map(AccessRecord::something).filter(pod -> !pod.isEmpty()));
    }

    private static String required(Attributes labels, String name, String operator)
            throws Unreadable {
        Optional<String> value = labels.text(name);
        if (value.isEmpty()) {
            throw new Unreadable(
                    "%s: is missing; write %s: \"%s\" into the labels of the provider's logFormat"
                            .formatted(name, name, operator));
        }
        return value.get();
    }

    private static long number(String name, String text) throws Unreadable {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Unreadable.of(name, text, "is no number from 0 to 2147483647");
    }

    /** Envoy writes a hyphen for what is not there. */
    private static String something(String text) {
        return text.equals(NOTHING) ? "" : text;
    }

    /**
     * Whether it is the copy of a request that is mirrored: Envoy adds {@code -shadow} to its host.
     * A Service may be called so itself.
     *
     * @param host that it was sent to
     */
    boolean mirrored(String host) {
        int port = authority.lastIndexOf(':');
        String asked =
                port > 0 && port > authority.lastIndexOf(']')
                        ? authority.substring(0, port)
                        : authority;
        return asked.endsWith(SHADOW) && !host.equals(asked) && !host.startsWith(asked + ".");
    }
}
