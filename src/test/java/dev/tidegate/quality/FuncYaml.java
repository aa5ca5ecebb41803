package dev.tidegate.quality;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * The fields of a {@code func.yaml} of spec version 0.36.0 that ours use.
 *
 * @see <a href="https://github.com/knative/func/blob/main/schema/func_yaml-schema.json">its
 *     schema</a>
 */
record FuncYaml(
        String specVersion,
        String name,
        String runtime,
        String created,
        String invoke,
        String image,
        String namespace,
        Run run,
        Deploy deploy) {

    FuncYaml {
        if (!OffsetDateTime.parse(created).isAfter(OffsetDateTime.MIN)) {
            throw new IllegalArgumentException("created: " + created);
        }
    }

    record Run(List<Env> envs) {}

    record Env(String name, String value) {}

    record Deploy(
            String namespace,
            String serviceAccountName,
            Map<String, String> annotations,
            List<Label> labels,
            Health healthEndpoints,
            Options options) {}

    record Label(String key, String value) {}

    record Health(String liveness, String readiness) {}

    record Options(Scale scale, Resources resources) {}

    record Scale(int min, int max) {}

    record Resources(Requests requests, Limits limits) {}

    record Requests(String cpu, String memory) {}

    record Limits(String memory, int concurrency) {}
}
