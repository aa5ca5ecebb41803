package dev.tidegate.simulation;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.simulation.api.ApiServer;
import dev.tidegate.simulation.judge.Facts;
import dev.tidegate.simulation.judge.Invariant;
import dev.tidegate.simulation.judge.Judge;
import dev.tidegate.simulation.kernel.Kernel;
import dev.tidegate.simulation.scene.SimService;
import dev.tidegate.simulation.scene.Trees;
import dev.tidegate.simulation.topics.Topic;
import dev.tidegate.simulation.topics.Topics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everything there is in one simulation, and who looks at it. */
final class World {

    static final String PEOPLE = "people";

    private final Kernel kernel;
    private final ApiServer server;
    private final Topics topics;
    private final List<SimService> services;
    private final List<Machine> machines;
    private final Troubles troubles;
    private final History history;
    private final Facts facts;
    private final Judge judge;
    private final Map<String, RolloutEvent> sent = new HashMap<>();

    /**
     * A world at its beginning: nothing is released yet.
     *
     * @param plan its processes and services
     * @param told whether a history is kept
     */
    World(Kernel kernel, Plan plan, boolean told) {
        LoggedErrors.tell();
        this.kernel = kernel;
        this.services = plan.services();
        this.troubles = plan.troubles();
        server = new ApiServer(kernel);
        topics = new Topics(kernel);
        history = new History(kernel, told);
        Set<String> names =
                IntStream.range(0, plan.processes())
                        .mapToObj(i -> "tide-" + (char) ('a' + i))
                        .collect(Collectors.toCollection(TreeSet::new));
        facts = new Facts(kernel, server, services, names);
        judge = new Judge(facts);
        Narrator narrator = new Narrator(services);
        server.listen(
                change -> {
                    history.add(change.by(), () -> "writes " + narrator.change(change));
                    judge.changed(change);
                });
        if (troubles.has(Trouble.OLD_PODS)) {
            new DeploymentController(this).begin();
        }
        for (SimService service : services) {
            service.objects().forEach(o -> server.create(PEOPLE, Trees.text(o.tree(), "kind"), o));
        }
        machines = names.stream().map(name -> new Machine(this, name)).toList();
        machines.forEach(Machine::start);
        machines.getFirst().replica().orElseThrow().lead(true);
    }

    /** Whether nothing goes wrong any more. */
    boolean isCalm() {
        return kernel.micros() >= Simulation.CALM.toNanos() / 1_000;
    }

    Kernel kernel() {
        return kernel;
    }

    ApiServer server() {
        return server;
    }

    Topics topics() {
        return topics;
    }

    List<SimService> services() {
        return services;
    }

    Troubles troubles() {
        return troubles;
    }

    List<Machine> machines() {
        return machines;
    }

    History history() {
        return history;
    }

    Facts facts() {
        return facts;
    }

    Judge judge() {
        return judge;
    }

    /** The event of this id comes once more, if it was sent. */
    void again(Topic topic, String id) {
        Optional.ofNullable(sent.get(id)).ifPresent(event -> send(topic, event));
    }

    /** A record comes once more: that after which so many others were written. */
    void copy(Topic topic, int back) {
        topics.written(topic, back)
                .ifPresent(
                        event -> {
                            if (topic == Topic.TIMERS) {
                                history.add("topics", () -> "have " + Narrator.event(event));
                                topics.append(topic, event);
                            } else {
                                send(topic, event);
                            }
                        });
    }

    /** Somebody sends an event. */
    void send(Topic topic, RolloutEvent event) {
        history.add("topics", () -> "have " + Narrator.event(event));
        judge.sent(event);
        sent.putIfAbsent(event.id(), event);
        topics.append(topic, event);
    }

    void delivered(String process, RolloutEvent event) {
        history.add(process, () -> "reads " + Narrator.event(event));
        judge.delivered(process, event);
    }

    void acknowledged(String process, RolloutEvent event) {
        history.add(process, () -> "acknowledges " + event.id());
        judge.acknowledged(process, event);
    }

    void told(String id, Object outcome) {
        history.add("topics", () -> "have outcome " + id);
        judge.told(id, outcome);
    }

    /** An error of a programmer. */
    void unsound(String what) {
        judge.broken(Invariant.SOUND, what);
    }

    void thrown(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        unsound(text.toString());
    }
}
