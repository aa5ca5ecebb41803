package dev.tidegate.adapter.otlp;

import dev.tidegate.core.text.Invisible;

import io.opentelemetry.proto.logs.v1.LogRecord;

import java.time.Instant;
import java.util.Optional;

/** Counts the records of proxies: nothing here waits, and no record is an error. */
final class AccessLog {

    /** A name that is longer is none of a pod or a route; a reading has room for this. */
    private static final int LONGEST_NAME = 200;

    private final JudgedServices services;
    private final Counters counters;
    private final AccessLogMeters meters;

    AccessLog(JudgedServices services, Counters counters, AccessLogMeters meters) {
        this.services = services;
        this.counters = counters;
        this.meters = meters;
    }

    /**
     * Counts a record.
     *
     * @param proxy that sent it, unless the record itself names one
     * @return why it cannot be read, for a person; empty when it can
     */
    Optional<String> take(LogRecord sent, String proxy, Instant now) {
        try {
            AccessRecord record = AccessRecord.of(sent);
            meters.took(take(record, record.proxy().orElse(proxy), now));
            return Optional.empty();
        } catch (Unreadable e) {
            meters.unreadable(e.why());
            return Optional.of(e.why());
        }
    }

    private Treatment take(AccessRecord record, String proxy, Instant now) throws Unreadable {
        name(AccessRecord.POD, proxy);
        name(AccessRecord.ROUTE, record.route());
        if (record.cluster().equals("-") || record.cluster().isEmpty()) {
            return record.answer().failed() ? Treatment.VERSIONLESS : Treatment.PASSED;
        }
        Optional<Destination> to = services.of(record.cluster());
        if (to.isEmpty() || mirrored(record)) {
            return Treatment.PASSED;
        }
        return counters.count(to.get(), proxy, record.route(), record, now)
                ? Treatment.COUNTED
                : Treatment.CROWDED;
    }

    private static boolean mirrored(AccessRecord record) {
        return UpstreamCluster.parse(record.cluster())
                .filter(cluster -> record.mirrored(cluster.host()))
                .isPresent();
    }

    private static void name(String label, String name) throws Unreadable {
        if (name.length() > LONGEST_NAME) {
            throw Unreadable.of(label, name, "is longer than " + LONGEST_NAME + " characters");
        }
        if (Invisible.first(name).isPresent()) {
            throw Unreadable.of(label, name, "has characters in it that are not seen");
        }
    }
}
