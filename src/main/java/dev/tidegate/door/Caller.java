package dev.tidegate.door;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who calls, as Kubernetes knows them.
 *
 * @param name the user's name, such as {@code system:serviceaccount:ci:build}; empty for anybody,
 *     where access is open
 * @param extra what else the authenticator told
 */
public record Caller(
        String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** Whoever it is; only where access is open. */
    public static final Caller ANYBODY = new Caller("", "", List.of(), Map.of());

    /** A caller as an authenticator knows them. */
    public Caller {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** A tool that proved that it knows the secret of its webhook; RBAC knows it as this user. */
    public static Caller webhook(String sender) {
        return new Caller("tidegate:webhook:" + sender, "", List.of("tidegate:webhooks"), Map.of());
    }

    public boolean anybody() {
        return name.isEmpty();
    }

    /**
     * The token of a header {@code Authorization} (RFC 6750), if it brings one.
     *
     * @param authorization the header's value, if it is there
     */
    public static Optional<String> token(@Nullable String authorization) {
        String[] words =
                authorization == null ? new String[0] : authorization.strip().split(" +", 2);
        return words.length == 2 && words[0].equalsIgnoreCase("bearer")
                ? Optional.of(words[1])
                : Optional.empty();
    }
}
