package dev.tidegate.core.route.istio;

import dev.tidegate.core.route.Fence;
import dev.tidegate.core.route.ObservedObject;
import dev.tidegate.core.route.PlannedWrite;
import dev.tidegate.core.route.Release;
import dev.tidegate.core.route.RoutePlan.Fenced;
import dev.tidegate.core.route.Writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The writes of one plan, and whether a newer writer has written one of their objects already. */
final class FencedWrites {

    private final Release release;
    private final Set<Writer> gone;
    private final List<PlannedWrite> writes = new ArrayList<>();
    private Optional<Fenced> fenced = Optional.empty();

    /**
     * No write yet.
     *
     * @param gone writers whose fence is not obeyed
     */
    FencedWrites(Release release, Set<Writer> gone) {
        this.release = release;
        this.gone = gone;
    }

    /** Adds the write of {@code copy}, signed by this release, where it changes the object. */
    void add(ObservedObject object, Map<String, Object> copy, boolean gives, List<String> notes) {
        Fence fence = Fence.of(release, object.namespace());
        fenced = fenced.or(() -> fence.newerIn(object.tree(), gone).map(by -> fenced(object, by)));
        fence.stamp(copy);
        if (!copy.equals(object.tree())) {
            writes.add(
                    new PlannedWrite(
                            object.kind(), object.namespace(), object.name(), copy, gives, notes));
        }
    }

    private Fenced fenced(ObservedObject object, Fence newer) {
        boolean same = Fence.of(release, release.service().namespace()).ours(newer);
        return new Fenced(
                "%s was written by the newer %s".formatted(object.title(), newer),
                same ? Optional.empty() : Optional.of(newer.writer()));
    }

    List<PlannedWrite> all() {
        return writes;
    }

    /** That somebody newer has written; empty when nobody has. */
    Optional<Fenced> fenced() {
        return fenced;
    }
}
