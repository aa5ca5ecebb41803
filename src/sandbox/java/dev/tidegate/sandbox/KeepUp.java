package dev.tidegate.sandbox;

/** What one can do with a sandbox that stays up. */
final class KeepUp {

    private KeepUp() {}

    static void show(Stage stage, Console console) {
        Addresses at = stage.addresses;
        console.title("The sandbox stays up until Ctrl-C");
        if (!stage.asFunctions) {
            console.line(
                    "  rollouts    curl -s %s/api/rollouts".formatted(Net.http(at.tidegate())));
            console.line("  health      curl -s %s/q/health".formatted(Net.http(at.tidegate())));
        }
        console.line(
                "  traffic     curl -s -H 'host: %s' %s/"
                        .formatted(Stage.SERVICE, Net.http(at.mesh())));
        console.line(
                "  failing     curl -s -X POST '%s/fail?percent=50'"
                        .formatted(Net.http(at.service(1))));
        console.line(
                "  kubectl     kubectl --server %s -n %s get rollouts"
                        .formatted(Net.http(at.cluster()), Stage.NAMESPACE));
        console.line(
                "  Kafka       kcat -b %s:%s -C -t tidegate.rollouts"
                        .formatted(Net.LOOPBACK, at.kafka()));
        console.title("Release v3 once more");
        console.line(stage.asFunctions ? record(at) : deploy(at));
    }

    /** No process listens in between: the event goes to Kafka, structured, without headers. */
    private static String record(Addresses at) {
        return """
        printf '%%s\t{"specversion":"1.0","id":"%%s","source":"/me","type":"dev.tidegate.deploy.started","time":"%%s","data":%%s}' \\
          bookinfo/reviews $(date +%%s) $(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ) \\
          '{"namespace":"bookinfo","service":"reviews","version":"v3"}' |
          kcat -P -b %s:%d -t tidegate.deployments -K '\\t'\
        """
                .formatted(Net.LOOPBACK, at.kafka());
    }

    private static String deploy(Addresses at) {
        return """
        curl -i %s/events \\
          -H 'ce-specversion: 1.0' -H 'ce-type: dev.tidegate.deploy.started' \\
          -H 'ce-source: /me' -H "ce-id: $(date +%%s)" -H "ce-time: $(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)" \\
          -H 'ce-subject: bookinfo/reviews' \\
          -H 'content-type: application/json' \\
          -d '{"namespace":"bookinfo","service":"reviews","version":"v3"}'\
        """
                .formatted(Net.http(at.tidegate()));
    }
}
