package dev.tidegate.adapter.webhook;

import dev.tidegate.core.event.RolloutEvent;
import dev.tidegate.core.event.ServiceKey;
import dev.tidegate.core.text.Reason;
import dev.tidegate.message.Invalid;

import java.util.List;
import java.util.Optional;

/**
 * What was made of one part of a payload: an event, nothing, or an error. A payload may tell
 * several: a group of alerts.
 */
public sealed interface Reading {

    /** An event of ours; its id is unique among those of the same sender. */
    record Made(RolloutEvent event) implements Reading {}

    /**
     * It is understood and not for us.
     *
     * @param what for a person: such as {@code alert KubeNodeNotReady}
     */
    record LeftOut(String what, String why) implements Reading {

        /** What the payload says is repeated to people. */
        public LeftOut {
            what = Reason.of(what);
            why = Reason.of(why);
        }
    }

    /**
     * The alert that always fires: alerts come.
     *
     * @param alert its name
     */
    record Heartbeat(String alert) implements Reading {

        /** How it is told to people: it is no event. */
        public LeftOut leftOut() {
            return new LeftOut("alert " + alert, "is the watchdog, which tells that alerts come");
        }
    }

    /**
     * It cannot be understood.
     *
     * @param field what is wrong, such as {@code alerts[0].startsAt}
     * @param reason names the field, the value and what would be right
     * @param service what it is about; empty when that is not known either
     */
    record Broken(String field, String reason, Optional<ServiceKey> service) implements Reading {

        static Broken of(Invalid why, Optional<ServiceKey> service) {
            return new Broken(why.field(), why.reason(), service);
        }

        /** The reason without its field, for where that stands before it. */
        String why() {
            String named = field + ": ";
            return reason.startsWith(named) ? reason.substring(named.length()) : reason;
        }
    }

    /** Why a delivery is refused: what is broken in it first, when no event was made of it. */
    static Optional<Broken> refusal(List<Reading> delivery) {
        return delivery.stream().anyMatch(Made.class::isInstance)
                ? Optional.empty()
                : delivery.stream()
                        .filter(Broken.class::isInstance)
                        .map(Broken.class::cast)
                        .findFirst();
    }
}
