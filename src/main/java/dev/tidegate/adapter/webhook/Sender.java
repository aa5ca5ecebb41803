package dev.tidegate.adapter.webhook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tool whose webhooks are read.
 *
 * @param name the end of its path, {@code /webhooks/<name>}, and its name in the configuration
 * @param signature how it proves who it is, when a secret is configured
 */
record Sender(String name, Decoder decoder, Signature signature) {

    static final List<Sender> ALL =
            List.of(
                    new Sender("alertmanager", new AlertmanagerDecoder(), Signature.BEARER),
                    new Sender("argocd", new ArgocdDecoder(), Signature.BEARER),
                    new Sender(
                            "flux",
                            new FluxDecoder(),
                            Signature.hmac("x-signature", "sha256=").or(Signature.BEARER)),
                    new Sender(
                            "github",
                            new GithubDecoder(),
                            Signature.hmac("x-hub-signature-256", "sha256=")),
                    new Sender(
                            "gitlab",
                            new GitlabDecoder(),
                            Signature.STANDARD_WEBHOOKS.or(Signature.token("x-gitlab-token", ""))),
                    new Sender(
                            "grafana",
                            new GrafanaDecoder(),
                            Signature.GRAFANA.or(Signature.BEARER)),
                    new Sender("tekton", new TektonDecoder(), Signature.BEARER));

    /** Whether it knows a proof other than the secret itself as a bearer token. */
    boolean signs() {
        return !signature.equals(Signature.BEARER);
    }

    static Optional<Sender> named(String name) {
        return ALL.stream().filter(sender -> sender.name().equals(name)).findFirst();
    }

    static String names() {
        return ALL.stream().map(Sender::name).collect(Collectors.joining(", "));
    }
}
