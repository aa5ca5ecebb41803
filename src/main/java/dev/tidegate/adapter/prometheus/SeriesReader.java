package dev.tidegate.adapter.prometheus;

import dev.tidegate.core.event.ServiceKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads Istio's labels. Those that it does not know only tell series apart. */
final class SeriesReader {

    private static final String TOTAL = "istio_requests_total";
    private static final String TIMED = "istio_request_duration_milliseconds_count";
    private static final String BUCKET = "istio_request_duration_milliseconds_bucket";

    /** The boundaries that are told, in milliseconds; Istio's own of those that people notice. */
    static final List<Integer> BOUNDARIES =
            List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

    private static final int LONGEST_OBSERVER = 200;
    private static final int LONGEST_VERSION = 63;
    private static final String UNKNOWN = "unknown";

    private SeriesReader() {}

    static Read read(Map<String, String> labels) {
        Optional<Part> part = part(labels);
        if (part.isEmpty() || !labels.getOrDefault("reporter", "").equals("source")) {
            return new Read.Not(LeftOut.OTHER);
        }
        Optional<ServiceKey> service = service(labels);
        if (service.isEmpty()) {
            return new Read.Not(LeftOut.NO_SERVICE);
        }
        String version = labels.getOrDefault("destination_version", "");
        if (version.isBlank() || version.equals(UNKNOWN) || version.length() > LONGEST_VERSION) {
            return new Read.Not(LeftOut.NO_VERSION);
        }
        String observer = observer(labels);
        if (observer.isEmpty() || observer.length() > LONGEST_OBSERVER) {
            return new Read.Not(LeftOut.NO_OBSERVER);
        }
        return new Read.Counted(
                new Series(
                        service.get(),
                        observer,
                        origin(labels),
                        version,
                        part.get(),
                        identity(labels)));
    }

    private static Optional<Part> part(Map<String, String> labels) {
        return switch (labels.getOrDefault("__name__", "")) {
            case TOTAL ->
                    Optional.of(
                            new Part.Requests(
                                    Failure.of(
                                            labels.getOrDefault("response_code", ""),
                                            labels.getOrDefault("response_flags", ""))));
            case TIMED -> Optional.of(new Part.Timed());
            case BUCKET -> boundary(labels.getOrDefault("le", ""));
            default -> Optional.empty();
        };
    }

    /** {@code 25}, and {@code 25.0} as newer versions of Prometheus spell it. */
    private static Optional<Part> boundary(String le) {
        String whole = le.endsWith(".0") ? le.substring(0, le.length() - 2) : le;
        return BOUNDARIES.stream()
                .filter(boundary -> Integer.toString(boundary).equals(whole))
                .findFirst()
                .map(Part.Within::new);
    }

    private static Optional<ServiceKey> service(Map<String, String> labels) {
        String namespace = labels.getOrDefault("destination_service_namespace", UNKNOWN);
        String name = labels.getOrDefault("destination_service_name", UNKNOWN);
        if (namespace.equals(UNKNOWN) || name.equals(UNKNOWN)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServiceKey(namespace, name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The pod; without its name the address that was scraped. */
    private static String observer(Map<String, String> labels) {
        String pod = first(labels, "pod", "pod_name", "kubernetes_pod_name");
        List<String> names = new ArrayList<>();
        names.add(labels.getOrDefault("cluster", ""));
        if (pod.isEmpty()) {
            String instance = labels.getOrDefault("instance", "");
            if (instance.isEmpty()) {
                return "";
            }
            names.add(instance);
        } else {
            names.add(labels.getOrDefault("namespace", ""));
            names.add(pod);
        }
        names.removeIf(String::isEmpty);
        return String.join("/", names);
    }

    private static String origin(Map<String, String> labels) {
        return String.join(
                " ",
                first(labels, "__replica__", "prometheus_replica", "replica"),
                labels.getOrDefault("prometheus", ""),
                labels.getOrDefault("job", ""),
                labels.getOrDefault("instance", ""));
    }

    private static String first(Map<String, String> labels, String... names) {
        for (String name : names) {
            String value = labels.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The same whatever the order of the labels. */
    private static long identity(Map<String, String> labels) {
        long sum = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            sum += mixed(31 * hash(label.getKey()) + hash(label.getValue()));
        }
        return sum;
    }

    /** FNV-1a of 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
