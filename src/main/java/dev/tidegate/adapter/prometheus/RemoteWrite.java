package dev.tidegate.adapter.prometheus;

import dev.tidegate.controller.Dependency;
import dev.tidegate.controller.Governance;
import dev.tidegate.controller.Led;
import dev.tidegate.controller.Readings;
import dev.tidegate.controller.Result;
import dev.tidegate.core.event.ServiceReading;
import dev.tidegate.door.Access;
import dev.tidegate.door.Caller;
import dev.tidegate.door.Denied;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * Makes readings of what Prometheus writes. Only the replica that leads takes it: what the shards
 * of remote write bring of one scrape has to come together.
 */
@ApplicationScoped
class RemoteWrite implements Led, Dependency {

    /** How much a body may be unpacked: some 30,000 samples with the labels that are needed. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    /** Longer than Prometheus' batch_send_deadline, after which a shard sends what it has. */
    private static final Duration SETTLE = Duration.ofSeconds(6);

    private static final int MOST_VALUES = 60_000;
    private static final int UNPACKED_AT_ONCE = 2;

    private final Semaphore unpacking = new Semaphore(UNPACKED_AT_ONCE);
    private final Joints joints = new Joints("remote-write", SETTLE, MOST_VALUES);
    private final Untold untold = new Untold();
    private final Access access;
    private final Governance policies;
    private final Readings readings;
    private final LeftOutLog leftOut;
    private final Clock clock;
    private volatile boolean leading;

    RemoteWrite(
            Access access,
            Governance policies,
            Readings readings,
            MeterRegistry registry,
            Clock clock) {
        this.access = access;
        this.policies = policies;
        this.readings = readings;
        this.leftOut = new LeftOutLog("remote-write", registry, clock);
        this.clock = clock;
        Gauge.builder("tidegate.evidence.values", this, RemoteWrite::held)
                .description("Values of proxies' counters that are held to be joined to readings")
                .tag("source", "remote-write")
                .register(registry);
    }

    private synchronized double held() {
        return joints.size();
    }

    boolean leads() {
        return leading;
    }

    /**
     * Takes a request whole, or nothing of it. It may wait for the API server and for Kafka.
     *
     * @throws dev.tidegate.message.Invalid when it is none
     * @throws Denied when nothing is left of it, or nobody can be asked
     */
    CompletionStage<Taken> take(Caller caller, WriteVersion version, byte[] packed) {
        List<Sent> sent = new ArrayList<>();
        Written written = read(version, packed, sent);
        Reporters reporters = new Reporters(access, policies, caller);
        List<Sent> kept = new ArrayList<>();
        for (Sent each : sent) {
            Optional<LeftOut> why = reporters.refused(each.series().service());
            why.ifPresent(reason -> leftOut.left(reason, each.series().service()));
            if (why.isEmpty()) {
                kept.add(each);
            }
        }
        reporters
                .all()
                .ifPresent(
                        denied -> {
                            throw denied;
                        });
        List<ServiceReading> ready = joined(kept);
        return ready.isEmpty()
                ? CompletableFuture.completedFuture(new Taken.All(written))
                : readings.tellAll(ready).thenApply(told -> taken(told, ready, written));
    }

    private Taken taken(Result<Boolean> told, List<ServiceReading> ready, Written written) {
        if (told instanceof Result.Done<Boolean>) {
            return new Taken.All(written);
        }
        if (!(told instanceof Result.Rejected<Boolean>)) {
            keep(ready);
        }
        return new Taken.Away(told.trouble());
    }

    private Written read(WriteVersion version, byte[] packed, List<Sent> sent) {
        unpacking.acquireUninterruptibly();
        try {
            return version.read(
                    Snappy.unpacked(packed, MOST_BYTES),
                    (labels, points) -> {
                        switch (SeriesReader.read(labels)) {
                            case Read.Counted(Series series) -> sent.add(new Sent(series, points));
                            case Read.Not(LeftOut why) -> leftOut.left(why, labels);
                        }
                    });
        } finally {
            unpacking.release();
        }
    }

    private synchronized List<ServiceReading> joined(List<Sent> sent) {
        Instant now = clock.instant();
        for (Sent each : sent) {
            for (Point point : each.points()) {
                joints.take(each.series(), point, now)
                        .ifPresent(why -> leftOut.left(why, each.series()));
            }
        }
        return untold.before(joints.ready(now));
    }

    private synchronized void keep(List<ServiceReading> ready) {
        if (leading) {
            untold.keep(ready);
        }
    }

    @Override
    public synchronized void lead(boolean lead) {
        leading = lead;
        joints.clear();
        untold.clear();
    }

    @Override
    public String name() {
        return "remote-write";
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public Optional<String> notice() {
        return leftOut.notice();
    }

    @Override
    public boolean vital() {
        return false;
    }
}
