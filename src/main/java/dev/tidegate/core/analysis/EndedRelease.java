package dev.tidegate.core.analysis;

/**
 * The release that was live last.
 *
 * @param uid of its rollout; empty when there was none
 * @param revision that was known last; what is not later is not heard again
 */
public record EndedRelease(String uid, long revision) {

    public static final EndedRelease NONE = new EndedRelease("", 0);

    /** Whether this was known before its end. */
    boolean knew(LiveRelease release) {
        return is(release) && release.revision() <= revision;
    }

    boolean is(LiveRelease release) {
        return uid.equals(release.uid());
    }
}
