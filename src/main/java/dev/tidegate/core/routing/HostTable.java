package dev.tidegate.core.routing;

import dev.tidegate.core.distribution.Version;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A host for each version that is named: so traffic migrates from one service to another, wherever
 * it runs.
 *
 * @param hosts at least two, each of another service; sorted by the versions' names
 */
public record HostTable(SortedMap<Version, String> hosts) implements HostNames {

    private static final int LONGEST = 253;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(" + LABEL + "\\.)*" + LABEL);
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?[0-9]+");

    public HostTable {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        if (hosts.size() < 2) {
            throw new IllegalArgumentException(
                    "route.hosts: has %d; name the host of each version, at least two, such as {old: reviews, new: reviews.next.svc.cluster.local}"
                            .formatted(hosts.size()));
        }
        hosts.forEach(HostTable::check);
    }

    private static void check(Version version, String host) {
        if (host.length() > LONGEST
                || !HOST.matcher(host).matches()
                || NUMBER.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "route.hosts.%s: \"%s\" is no host name; use labels of a-z, 0-9 and '-' with dots between them and none at the end, such as reviews or reviews.next.svc.cluster.local"
                            .formatted(version, host));
        }
    }

    /**
     * Refuses two versions that are one: traffic cannot migrate from a service to itself.
     *
     * @param namespace of the policy, to which a short host belongs
     */
    void requireDistinct(String namespace) {
        Map<String, Version> seen = new HashMap<>();
        hosts.forEach(
                (version, host) -> {
                    Version other = seen.put(identity(host, namespace), version);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "route.hosts.%s: \"%s\" is the host of %s too (\"%s\"), a migration onto itself; give each version a host of its own"
                                        .formatted(version, host, other, hosts.get(other)));
                    }
                });
    }

    /** However it is spelled, one Service is one host. */
    private static String identity(String host, String namespace) {
        return ServiceHost.of(host, namespace)
                .map(ServiceHost::toString)
                .orElseGet(() -> host.toLowerCase(Locale.ROOT));
    }

    @Override
    public String field() {
        return "route.hosts";
    }

    @Override
    public Optional<String> host(Version version) {
        return Optional.ofNullable(hosts.get(version));
    }

    @Override
    public Optional<Version> versionOf(String host, UnaryOperator<String> full) {
        return hosts.entrySet().stream()
                .filter(named -> full.apply(named.getValue()).equals(host))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public String words(UnaryOperator<String> full) {
        return hosts.values().stream().map(full).collect(Collectors.joining(" or "));
    }

    /** The versions that have a host: {@code new, old}. */
    String versions() {
        return hosts.keySet().stream().map(Version::name).collect(Collectors.joining(", "));
    }
}
