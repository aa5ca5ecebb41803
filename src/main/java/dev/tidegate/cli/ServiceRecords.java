package dev.tidegate.cli;

import dev.tidegate.cli.replay.KeptRecord;
import dev.tidegate.core.event.ServiceKey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kept records by the service that their key names; what has another key is left out. */
final class ServiceRecords {

    private ServiceRecords() {}

    /**
     * Those of each service.
     *
     * @param only the one that counts; empty for all
     * @throws IllegalArgumentException when nothing is kept of that one
     */
    static Map<ServiceKey, List<KeptRecord>> of(
            List<KeptRecord> records, Optional<ServiceKey> only) {
        Map<ServiceKey, List<KeptRecord>> services = new HashMap<>();
        for (KeptRecord each : records) {
            key(each.key())
                    .filter(service -> only.isEmpty() || only.get().equals(service))
                    .ifPresent(
                            service ->
                                    services.computeIfAbsent(service, _ -> new ArrayList<>())
                                            .add(each));
        }
        if (only.isPresent() && services.isEmpty()) {
            throw new IllegalArgumentException(
                    "--service: no record is of %s; name another, or none for all"
                            .formatted(only.get()));
        }
        return services;
    }

    private static Optional<ServiceKey> key(String text) {
        String[] parts = text.split("/", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ServiceKey(parts[0], parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
