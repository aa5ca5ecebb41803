package dev.tidegate.chaos;

import dev.tidegate.chaos.history.Entry;
import dev.tidegate.chaos.site.Machine;
import dev.tidegate.chaos.site.Wire;
import dev.tidegate.simulation.kernel.Choices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What goes wrong, and when: each fault of a deck once, in an order that is drawn, then again. */
final class Faults {

    private static final Duration OFTEN = Duration.ofSeconds(8);

    /** Puts one fault's acts into the plan. */
    private interface Card {
        void play(Duration at);
    }

    private final Choices choices;
    private final Duration time;
    private final Duration stop;
    private final int longest;
    private final List<Act> acts = new ArrayList<>();

    private Faults(Choices choices, Duration time, Duration stop) {
        this.choices = choices;
        this.time = time;
        this.stop = stop;
        this.longest = Math.clamp(time.toSeconds() / 4, 8, 30);
    }

    /**
     * All of a run, in the order of their times.
     *
     * @param time when the last of them is over
     * @param stop how long a process stands still
     */
    static List<Act> of(Choices choices, Duration time, Duration stop) {
        Faults faults = new Faults(choices, time, stop);
        faults.deal();
        return faults.acts.stream().sorted(Comparator.comparing(Act::at)).toList();
    }

    private void deal() {
        List<Card> left = deck();
        Duration most = time.dividedBy(left.size() + 1);
        Duration between = most.compareTo(OFTEN) < 0 ? most : OFTEN;
        Duration at = between;
        // what stands still for long must be able to go on before the end
        play(this::stop, Duration.ofMillis(500));
        while (at.compareTo(time.minus(between)) <= 0) {
            play(left.remove(choices.next(left.size())), at);
            at = at.plus(between);
            left = left.isEmpty() ? deck() : left;
        }
    }

    private static void play(Card card, Duration at) {
        card.play(at);
    }

    private List<Card> deck() {
        List<Card> deck = new ArrayList<>(List.of(this::broker, this::outage, this::slow));
        for (int each = 0; each < Entry.PROCESSES.size(); each++) {
            int machine = each;
            deck.add(at -> kill(at, machine));
            deck.add(at -> cut(at, machine, "the broker", Machine::kafka));
            deck.add(at -> cut(at, machine, "the API server", Machine::api));
            for (int i = 0; i < 3; i++) {
                deck.add(at -> requests(at, machine));
            }
        }
        if (time.compareTo(stop.multipliedBy(3)) > 0) {
            deck.add(this::stop);
        }
        return deck;
    }

    private Duration some() {
        return Duration.ofSeconds(1 + choices.next(longest));
    }

    private void fault(Duration at, String kind, String says, Consumer<Stage> work) {
        acts.add(new Act(at, kind, says, work));
    }

    private void until(Duration end, String says, Consumer<Stage> work) {
        acts.add(new Act(end.compareTo(time) < 0 ? end : time, "", says, work));
    }

    private static String name(int machine) {
        return "process " + Entry.PROCESSES.get(machine);
    }

    private static Machine of(Stage stage, int machine) {
        return stage.site().machines().get(machine);
    }

    private void kill(Duration at, int machine) {
        Duration down = some();
        fault(at, "kills", name(machine) + " is killed", s -> of(s, machine).kill());
        until(at.plus(down), name(machine) + " starts again", s -> of(s, machine).start());
    }

    private void stop(Duration at) {
        int machine = choices.next(Entry.PROCESSES.size());
        String says = "%s stands still for %d s".formatted(name(machine), stop.toSeconds());
        fault(at, "stops", says, s -> of(s, machine).stop());
        until(at.plus(stop), name(machine) + " goes on", s -> of(s, machine).goOn());
    }

    private void broker(Duration at) {
        fault(at, "broker restarts", "the broker is stopped", s -> s.site().broker().stop());
        until(at.plus(some()), "the broker starts again", s -> s.site().broker().ensureUp());
    }

    private void outage(Duration at) {
        fault(
                at,
                "API outages",
                "the API server is away for everybody",
                s -> s.site().machines().forEach(m -> m.door().outage(true)));
        until(
                at.plus(some()),
                "the API server is back",
                s -> s.site().machines().forEach(m -> m.door().outage(false)));
    }

    private void cut(Duration at, int machine, String to, Function<Machine, Wire> which) {
        boolean silent = choices.oneIn(2);
        fault(
                at,
                "cuts",
                "%s is cut off %s%s".formatted(name(machine), to, silent ? ", silently" : ""),
                s -> {
                    Wire wire = which.apply(of(s, machine));
                    if (silent) {
                        wire.silence();
                    } else {
                        wire.cut();
                    }
                });
        until(
                at.plus(some()),
                "%s reaches %s again".formatted(name(machine), to),
                s -> which.apply(of(s, machine)).mend());
    }

    private void slow(Duration at) {
        int machine = choices.next(Entry.PROCESSES.size());
        Duration by = Duration.ofMillis(20 + choices.next(180));
        fault(
                at,
                "slow ways",
                "all that %s sends and gets takes %d ms longer"
                        .formatted(name(machine), by.toMillis()),
                s -> {
                    of(s, machine).api().slow(by);
                    of(s, machine).kafka().slow(by);
                });
        until(
                at.plus(some()),
                name(machine) + " has fast ways again",
                s -> {
                    of(s, machine).api().mend();
                    of(s, machine).kafka().mend();
                });
    }

    private void requests(Duration at, int machine) {
        RequestFault fault = RequestFault.drawn(choices);
        fault(
                at,
                "failing requests",
                "%s: %s".formatted(name(machine), fault.says()),
                s -> fault.makeAt(of(s, machine).door()));
    }
}
