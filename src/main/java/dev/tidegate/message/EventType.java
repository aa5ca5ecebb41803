package dev.tidegate.message;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The CloudEvents {@code type}s that are read, each with its topic and the shape of its data. */
enum EventType {
    DEPLOY_STARTED("dev.tidegate.deploy.started", "tidegate.deployments", DeployData.class),
    ALERT_FIRED("dev.tidegate.alert.fired", "tidegate.alerts", AlertData.class),
    ALERT_RESOLVED("dev.tidegate.alert.resolved", "tidegate.alerts", AlertData.class),
    STEP_DUE("dev.tidegate.step.due", "tidegate.timers", StepData.class),
    COMMAND("dev.tidegate.command", "tidegate.commands", CommandData.class),
    VERDICT_WORSE("dev.tidegate.verdict.worse", "tidegate.verdicts", VerdictData.class),
    VERDICT_PROVEN("dev.tidegate.verdict.proven", "tidegate.verdicts", VerdictData.class),
    VERDICT_UNCLEAR("dev.tidegate.verdict.unclear", "tidegate.verdicts", VerdictData.class),
    SERVICE_DEPLOYED("dev.cdevents.service.deployed", "tidegate.deployments", ServiceData.class),
    SERVICE_UPGRADED("dev.cdevents.service.upgraded", "tidegate.deployments", ServiceData.class);

    private final String type;
    private final String topic;
    private final Class<? extends EventData> data;

    EventType(String type, String topic, Class<? extends EventData> data) {
        this.type = type;
        this.topic = topic;
        this.data = data;
    }

    static EventType of(String type) {
        return Arrays.stream(values())
                .filter(t -> t.is(type))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Invalid(
                                        "type",
                                        "\"%s\" is unknown; use one of %s"
                                                .formatted(type, known())));
    }

    /** Of CDEvents, each version of a type: {@code dev.cdevents.service.deployed.0.2.0}. */
    private boolean is(String given) {
        return given.equals(type) || (data == ServiceData.class && given.startsWith(type + "."));
    }

    private static String known() {
        return Arrays.stream(values()).map(t -> t.type).collect(Collectors.joining(", "));
    }

    String type() {
        return type;
    }

    String topic() {
        return topic;
    }

    Class<? extends EventData> data() {
        return data;
    }
}
