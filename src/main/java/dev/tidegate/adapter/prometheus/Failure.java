package dev.tidegate.adapter.prometheus;

import java.util.Set;

/**
 * Which requests failed, by Istio's labels: those answered with 5xx, and those without an answer. A
 * client that went away (DC) is no failure of the version.
 *
 * @see <a
 *     href="https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage">Envoy's
 *     response flags</a>
 */
final class Failure {

    private static final Set<String> FLAGS = Set.of("UF", "UH", "URX", "UC", "UT", "UO", "NC");

    private Failure() {}

    static boolean of(String code, String flags) {
        if (code.length() == 3 && code.charAt(0) == '5') {
            return true;
        }
        for (String flag : flags.split(",", -1)) {
            if (FLAGS.contains(flag.strip())) {
                return true;
            }
        }
        return false;
    }
}
