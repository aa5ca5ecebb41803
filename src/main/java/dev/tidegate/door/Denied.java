package dev.tidegate.door;

import dev.tidegate.core.text.Invisible;

import java.util.Locale;

/** Somebody was not let in. Its message says who lacks what, and how they get it. */
public final class Denied extends RuntimeException {

    /** Why not. */
    public enum Why {
        /** It is not known who calls: no token, no signature. */
        NOBODY,
        /** They are not who they say: the token or the signature is wrong. */
        NOT_GENUINE,
        /** It is known who calls, and they may not do it. */
        NO_RIGHT,
        /** Nobody could be asked: come again. */
        NO_ANSWER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Why why;

    /** Refuses, with a sentence for the caller. */
    public Denied(Why why, String detail) {
        super(Invisible.escaped(detail));
        this.why = why;
    }

    /** The caller may not do it. */
    public static Denied missing(Caller caller, Right right) {
        return new Denied(
                Why.NO_RIGHT,
                "%s may not %s; who may bind roles there can allow it: %s"
                        .formatted(caller.name(), right, new Binding(caller, right)));
    }

    public Why why() {
        return why;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
