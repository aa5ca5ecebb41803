package dev.tidegate.core.route;

import dev.tidegate.core.rollout.Rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who wrote an object last: a rollout's number and the revision that set its weights. A writer that
 * finds a newer one of its own service stops, so a delayed write never undoes a rollback. Services
 * that share an object have a fence each.
 *
 * @param owner the service, with its namespace in front when the object lives in another
 * @param number of the rollout, from 1
 * @param revision the rollout's wantedRevision
 */
record Fence(String owner, long number, long revision) {

    private static final Pattern ROLLOUT = Pattern.compile("(.+)-(\\d{1,18})");

    /** The fence of a rollout's write to an object of {@code namespace}. */
    static Fence of(Rollout rollout, String namespace) {
        String owner = rollout.service().namespace();
        String name = rollout.identity().name();
        long revision = rollout.wantedRevision();
        String title = owner.equals(namespace) ? name : owner + "/" + name;
        return parse(title, revision).orElse(new Fence(title, 0, revision));
    }

    /** What is written in the object, as far as it can be read. */
    static List<Fence> in(Map<String, Object> tree) {
        List<String> rollouts = Annotations.words(Annotations.get(tree, Annotations.ROLLOUT));
        List<String> revisions = Annotations.words(Annotations.get(tree, Annotations.REVISION));
        List<Fence> fences = new ArrayList<>();
        for (int i = 0; i < Math.min(rollouts.size(), revisions.size()); i++) {
            if (revisions.get(i).matches("\\d{1,18}")) {
                parse(rollouts.get(i), Long.parseLong(revisions.get(i))).ifPresent(fences::add);
            }
        }
        return fences;
    }

    /** The newer writer's fence in the object, if there is one. */
    Optional<Fence> newerIn(Map<String, Object> tree) {
        return in(tree).stream()
                .filter(
                        f ->
                                f.owner.equals(owner)
                                        && (f.number > number
                                                || (f.number == number && f.revision > revision)))
                .findFirst();
    }

    /** Whether this rollout wrote the object at this revision or a later one. */
    boolean wrote(Map<String, Object> tree) {
        return in(tree).stream()
                .anyMatch(
                        f -> f.owner.equals(owner) && f.number == number && f.revision >= revision);
    }

    /** Writes this fence in place of the service's older one. */
    void stamp(Map<String, Object> tree) {
        List<Fence> fences = new ArrayList<>(in(tree));
        fences.removeIf(f -> f.owner.equals(owner));
        fences.add(this);
        fences.sort((a, b) -> a.owner.compareTo(b.owner));
        Annotations.put(
                tree,
                Annotations.ROLLOUT,
                fences.stream().map(Fence::rollout).collect(Collectors.joining(",")));
        Annotations.put(
                tree,
                Annotations.REVISION,
                fences.stream()
                        .map(f -> String.valueOf(f.revision))
                        .collect(Collectors.joining(",")));
    }

    private String rollout() {
        return owner + "-" + number;
    }

    /** The writer for a message. */
    @Override
    public String toString() {
        return rollout() + " revision " + revision;
    }

    private static Optional<Fence> parse(String rollout, long revision) {
        Matcher matcher = ROLLOUT.matcher(rollout);
        return matcher.matches()
                ? Optional.of(
                        new Fence(matcher.group(1), Long.parseLong(matcher.group(2)), revision))
                : Optional.empty();
    }
}
