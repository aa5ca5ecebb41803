package dev.tidegate.core.route;

import dev.tidegate.core.event.ServiceKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who wrote an object last: a rollout's number and uid, and the revision that set its weights. A
 * writer that finds a newer one of its own service stops, so a delayed write never undoes a
 * rollback. Only a rollout that exists is obeyed: the number of a deleted one is free again, and
 * its fence must stop nobody. Services that share an object have a fence each.
 *
 * @param owner the service, with its namespace in front when the object lives in another
 * @param writer the rollout
 * @param revision the rollout's wantedRevision
 */
public record Fence(String owner, Writer writer, long revision) {

    private static final Pattern ROLLOUT = Pattern.compile("(.+)-(\\d{1,18})");

    /** The fence of a release's write to an object of {@code namespace}. */
    public static Fence of(Release release, String namespace) {
        String name = release.identity().name();
        long revision = release.revision();
        String title = title(release.service(), name, namespace);
        String uid = release.identity().uid();
        return parse(title, uid, revision).orElse(new Fence(title, new Writer(0, uid), revision));
    }

    /**
     * The number of the service's last rollout that wrote one of the objects; 0 when none did. The
     * writes of a rollout with a lower one are fenced.
     */
    public static long lastNumber(ServiceKey service, List<ObservedObject> objects) {
        return objects.stream().mapToLong(object -> lastNumber(service, object)).max().orElse(0);
    }

    private static long lastNumber(ServiceKey service, ObservedObject object) {
        String owner = title(service, service.name(), object.namespace());
        return in(object.tree()).stream()
                .filter(f -> f.owner.equals(owner))
                .mapToLong(f -> f.writer.number())
                .max()
                .orElse(0);
    }

    private static String title(ServiceKey service, String name, String namespace) {
        String owner = service.namespace();
        return owner.equals(namespace) ? name : owner + "/" + name;
    }

    /** What is written in the object, as far as it can be read. */
    public static List<Fence> in(Map<String, Object> tree) {
        List<String> rollouts = Annotations.words(Annotations.get(tree, Annotations.ROLLOUT));
        List<String> revisions = Annotations.words(Annotations.get(tree, Annotations.REVISION));
        List<String> uids = List.of(Annotations.get(tree, Annotations.UID).split(",", -1));
        List<Fence> fences = new ArrayList<>();
        for (int i = 0; i < Math.min(rollouts.size(), revisions.size()); i++) {
            if (revisions.get(i).matches("\\d{1,18}")) {
                String uid = i < uids.size() ? uids.get(i).strip() : "";
                parse(rollouts.get(i), uid, Long.parseLong(revisions.get(i)))
                        .ifPresent(fences::add);
            }
        }
        return fences;
    }

    /**
     * The newer writer's fence in the object, if there is one.
     *
     * @param gone writers that exist no more
     */
    public Optional<Fence> newerIn(Map<String, Object> tree, Set<Writer> gone) {
        return in(tree).stream()
                .filter(f -> f.owner.equals(owner) && !gone.contains(f.writer))
                .filter(f -> ours(f) ? f.revision > revision : f.writer.number() >= writer.number())
                .findFirst();
    }

    /** Whether {@code fence} is of the same rollout. */
    public boolean ours(Fence fence) {
        return fence.writer.uid().isEmpty()
                ? fence.writer.number() == writer.number()
                : fence.writer.uid().equals(writer.uid());
    }

    /** Whether this rollout wrote the object at this revision or a later one. */
    public boolean wrote(Map<String, Object> tree) {
        return in(tree).stream()
                .anyMatch(f -> f.owner.equals(owner) && ours(f) && f.revision >= revision);
    }

    /** Writes this fence in place of the service's older one. */
    public void stamp(Map<String, Object> tree) {
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
        Annotations.put(
                tree,
                Annotations.UID,
                fences.stream().map(f -> f.writer.uid()).collect(Collectors.joining(",")));
    }

    private String rollout() {
        return owner + "-" + writer.number();
    }

    /** The writer for a message. */
    @Override
    public String toString() {
        return rollout() + " revision " + revision;
    }

    private static Optional<Fence> parse(String rollout, String uid, long revision) {
        Matcher matcher = ROLLOUT.matcher(rollout);
        return matcher.matches()
                ? Optional.of(
                        new Fence(
                                matcher.group(1),
                                new Writer(Long.parseLong(matcher.group(2)), uid),
                                revision))
                : Optional.empty();
    }
}
