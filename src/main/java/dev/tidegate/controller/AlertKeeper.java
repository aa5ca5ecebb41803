package dev.tidegate.controller;

import dev.tidegate.core.event.RolloutEvent.OfAlert;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.rollout.Decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/**
 * Keeps alerts in the policies' status, for the releases that come next: after what they change now
 * is done, those of a service with one write and those of a namespace with one reading.
 *
 * <p>A release that began before its alert was kept has not found it there; one that begins later
 * finds it. So the rollouts are read anew after that, and what an alert changes of them is done:
 * another process may have begun a release of which this one does not know.
 */
final class AlertKeeper {

    /** So many services at once: a reading of more would be long, and others wait. */
    static final int SERVICES = 50;

    private final RolloutStore store;
    private final Policies policies;
    private final Telemetry telemetry;

    /** Guarded by this. */
    private final Map<String, SequencedMap<ServiceKey, List<KeptAlert>>> waiting = new HashMap<>();

    private final Workers<String> workers;
    private final BackOff backOff;

    /**
     * A keeper of no alert yet.
     *
     * @param workers keep the alerts of so many namespaces at a time: each is a row of writes
     */
    AlertKeeper(Ports ports, Workers<String> workers, BackOff backOff) {
        this.workers = workers;
        this.backOff = backOff;
        this.store = ports.store();
        this.policies = ports.policies();
        this.telemetry = ports.telemetry();
    }

    /**
     * Keeps an alert soon; returns at once.
     *
     * @param kept told of each service whose alerts are kept
     */
    void keep(KeptAlert alert, BiConsumer<ServiceKey, List<KeptAlert>> kept) {
        add(alert);
        begin(alert.event(), kept);
    }

    /** Begins nothing any more. */
    void close() {
        workers.close();
    }

    private synchronized void add(KeptAlert alert) {
        ServiceKey service = alert.event().service();
        waiting.computeIfAbsent(service.namespace(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(service, _ -> new ArrayList<>())
                .add(alert);
    }

    private void begin(OfAlert first, BiConsumer<ServiceKey, List<KeptAlert>> kept) {
        String namespace = first.service().namespace();
        workers.postOnce(
                namespace,
                new Task(
                        first,
                        Letter.Rank.NORMAL,
                        false,
                        namespace,
                        () -> keep(namespace, kept),
                        () -> {
                            if (!isEmpty(namespace)) {
                                begin(first, kept);
                            }
                        },
                        backOff,
                        telemetry));
    }

    /** Keeps those of some services of the namespace that wait; there may be more. */
    private Attempt keep(String namespace, BiConsumer<ServiceKey, List<KeptAlert>> kept) {
        SequencedMap<ServiceKey, List<KeptAlert>> all = take(namespace);
        try {
            return keep(namespace, all, kept);
        } finally {
            all.forEach(this::putBack);
        }
    }

    /** Takes out of {@code all} those that are kept. */
    private Attempt keep(
            String namespace,
            SequencedMap<ServiceKey, List<KeptAlert>> all,
            BiConsumer<ServiceKey, List<KeptAlert>> kept) {
        SequencedMap<ServiceKey, List<KeptAlert>> read = new LinkedHashMap<>();
        Optional<String> trouble = Optional.empty();
        for (Map.Entry<ServiceKey, List<KeptAlert>> each : List.copyOf(all.entrySet())) {
            ServiceKey service = each.getKey();
            switch (record(service, each.getValue())) {
                // without a policy, too: it may have been deleted while a release is live
                case Result.Done<Boolean> _ -> read.put(service, each.getValue());
                case Result<Boolean> other ->
                        trouble = Optional.of("the alerts of " + service + ": " + other.trouble());
            }
        }
        Result<Boolean> fresh =
                read.isEmpty() ? new Result.Done<>(true) : store.refresh(namespace, read.keySet());
        if (!(fresh instanceof Result.Done<Boolean>)) {
            return Attempt.retry(fresh.trouble());
        }
        read.forEach(
                (service, alerts) -> {
                    all.remove(service);
                    kept.accept(service, alerts);
                });
        return trouble.map(Attempt::retry).orElse(Attempt.done());
    }

    private synchronized boolean isEmpty(String namespace) {
        return !waiting.containsKey(namespace);
    }

    /** What the API server refuses for good is done without: it has hindered no rollback. */
    private Result<Boolean> record(ServiceKey service, List<KeptAlert> alerts) {
        List<OfAlert> events = alerts.stream().map(KeptAlert::event).toList();
        Result<Boolean> recorded = policies.record(service, events);
        if (recorded instanceof Result.Rejected<Boolean>(String why)) {
            for (OfAlert event : events) {
                telemetry.decided(
                        event,
                        Optional.empty(),
                        new Decision.Unchanged(
                                "alert %s is not kept for the next release: %s"
                                        .formatted(event.alert().name(), why)));
            }
            return new Result.Done<>(true);
        }
        return recorded;
    }

    private synchronized SequencedMap<ServiceKey, List<KeptAlert>> take(String namespace) {
        SequencedMap<ServiceKey, List<KeptAlert>> taken = new LinkedHashMap<>();
        SequencedMap<ServiceKey, List<KeptAlert>> all =
                waiting.getOrDefault(namespace, new LinkedHashMap<>());
        while (taken.size() < SERVICES && !all.isEmpty()) {
            Map.Entry<ServiceKey, List<KeptAlert>> first = all.pollFirstEntry();
            taken.put(first.getKey(), first.getValue());
        }
        if (all.isEmpty()) {
            waiting.remove(namespace);
        }
        return taken;
    }

    /** In front of those of the service that came meanwhile. */
    private synchronized void putBack(ServiceKey service, List<KeptAlert> alerts) {
        List<KeptAlert> all = new ArrayList<>(alerts);
        SequencedMap<ServiceKey, List<KeptAlert>> namespace =
                waiting.computeIfAbsent(service.namespace(), _ -> new LinkedHashMap<>());
        all.addAll(namespace.getOrDefault(service, List.of()));
        namespace.put(service, all);
    }
}
