package dev.tidegate.adapter.policies;

import dev.tidegate.core.distribution.DnsLabel;
import dev.tidegate.core.distribution.Version;
import dev.tidegate.core.routing.HostTable;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hosts of a policy's {@code route.hosts}; what breaks a rule is named. */
final class HostSpecs {

    private static final int MOST = 20;

    /** Labels with dots between them. */
    static final String PATTERN =
            "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    /** As far as the text tells: one host may be spelled in several ways. */
    static final String RULE = "self.all(a, self.exists_one(b, self[b] == self[a]))";

    static final String MESSAGE =
            "each version needs a host of its own: a migration onto itself moves nothing";

    private HostSpecs() {}

    /** The hosts by version. */
    static HostTable read(Map<String, String> hosts) {
        if (hosts.size() > MOST) {
            throw new IllegalArgumentException(
                    "route.hosts: names %d; name at most %d".formatted(hosts.size(), MOST));
        }
        SortedMap<Version, String> byVersion = new TreeMap<>();
        hosts.forEach(
                (version, host) ->
                        byVersion.put(new Version(DnsLabel.require("route.hosts", version)), host));
        return new HostTable(byVersion);
    }

    /** As a policy has them, in one line. */
    static String words(Map<String, String> hosts) {
        return hosts.entrySet().stream()
                .map(named -> named.getKey() + ": " + named.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static Map<String, String> write(HostTable table) {
        Map<String, String> hosts = new TreeMap<>();
        table.hosts().forEach((version, host) -> hosts.put(version.name(), host));
        return hosts;
    }
}
