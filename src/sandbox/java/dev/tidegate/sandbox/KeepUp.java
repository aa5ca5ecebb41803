package dev.tidegate.sandbox;

/** What one can do with a sandbox that stays up. */
final class KeepUp {

    private KeepUp() {}

    static void show(Stage stage, Console console) {
        Addresses at = stage.addresses;
        console.title("The sandbox stays up until Ctrl-C");
        console.line(
                "  For another terminal; ./tidegate in this folder finds the sandbox without:");
        console.line(
                stage.asFunctions
                        ? "  export TIDEGATE_BOOTSTRAP_SERVERS=%s:%d"
                                .formatted(Net.LOOPBACK, at.kafka())
                        : "  export TIDEGATE_SERVER=" + Net.http(at.tidegate()));
        console.line("  export KUBECONFIG=" + stage.kubeconfig);
        console.title("What to do with it");
        if (!stage.asFunctions) {
            console.line("  rollouts    ./tidegate rollouts");
            console.line("  health      curl -s %s/q/health".formatted(Net.http(at.tidegate())));
        }
        console.line("  kubectl     kubectl get tgr");
        console.line(
                "  traffic     curl -s -H 'host: %s' %s/"
                        .formatted(Stage.SERVICE, Net.http(at.mesh())));
        console.line(
                "  failing     curl -s -X POST '%s/fail?percent=50'"
                        .formatted(Net.http(at.service(1))));
        console.line(
                "  Kafka       kcat -b %s:%s -C -t tidegate.rollouts"
                        .formatted(Net.LOOPBACK, at.kafka()));
        console.line(
                "  once more   ./tidegate publish deploy-started %s/%s v3%s"
                        .formatted(
                                Stage.NAMESPACE,
                                Stage.SERVICE,
                                stage.asFunctions ? "" : " --wait"));
        console.line("  logs        " + stage.directory);
    }
}
