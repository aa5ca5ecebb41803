package dev.tidegate.cli.evidence;

/** What has to hold of the trials of a row. */
public sealed interface Aim permits AtMost, HalfWithin {

    /** The same for a person. */
    String wanted();

    /** What the trials say of it. */
    String measured(Trials trials);

    /** Whether it holds. */
    boolean met(Trials trials);
}
