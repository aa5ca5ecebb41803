package dev.tidegate.sandbox.envoy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the DestinationRules that hold for a host: those of the callers' namespace, else those that
 * the Service's namespace shows them, else those that Istio's own does. In each the host's name
 * goes before a longer pattern, and that before a shorter one.
 */
final class RuleLookup {
    private static final String ROOT = "istio-system";

    private final List<Candidate> all;
    private final String callers;
    private final Proxy proxy;

    /**
     * A rule.
     *
     * @param pattern its host, in full
     * @param selector of the callers' pods that it is for; empty for all
     */
    private record Candidate(
            String namespace,
            String pattern,
            Exports exports,
            Optional<Map<String, String>> selector,
            Fields spec) {

        static Candidate of(Map<String, Object> rule, Proxy proxy) {
            String namespace = Meta.of(rule).namespace();
            Fields spec = Fields.spec(rule);
            Optional<Map<String, String>> selector = Optional.empty();
            Exports exports = Exports.of(spec, namespace);
            if (spec.has("workloadSelector")) {
                Fields workloads = spec.part("workloadSelector");
                selector = Optional.of(workloads.part("matchLabels").texts());
                workloads.end();
                // whatever it says, other namespaces do not see it
                exports = new Exports(namespace, Set.of("."));
            }
            String pattern = Host.full(spec.text("host").orElse(""), namespace, proxy);
            return new Candidate(namespace, pattern, exports, selector, spec);
        }
    }

    /** Reads all rules: those for some pods first, then by age. */
    RuleLookup(World world, Proxy proxy) {
        this.proxy = proxy;
        this.callers = proxy.namespace();
        this.all =
                world.destinationRules().stream()
                        .sorted(Meta.BY_AGE)
                        .map(rule -> Candidate.of(rule, proxy))
                        .sorted(Comparator.comparing(rule -> rule.selector().isEmpty()))
                        .toList();
    }

    /**
     * The specs of the rules that hold together.
     *
     * @param host a full name
     * @param home the namespace of the host's Service
     */
    List<Fields> of(String host, String home) {
        List<Candidate> local =
                best(
                        host,
                        rule ->
                                rule.namespace().equals(callers)
                                        && (callers.equals(ROOT)
                                                ? rule.exports().onlyHome()
                                                : rule.exports().showsTo(callers)));
        if (!local.isEmpty()) {
            return chosen(local);
        }
        List<Candidate> exported = exported(host, home);
        return chosen(exported.isEmpty() ? exported(host, ROOT) : exported);
    }

    private List<Candidate> exported(String host, String namespace) {
        return best(host, rule -> rule.namespace().equals(namespace) && !rule.exports().onlyHome())
                .stream()
                .filter(
                        rule ->
                                rule.exports().to().contains(callers)
                                        || rule.exports().everywhere())
                .toList();
    }

    private List<Candidate> best(String host, Predicate<Candidate> which) {
        List<Candidate> seen = all.stream().filter(which).toList();
        Optional<String> pattern = Host.best(seen.stream().map(Candidate::pattern), host);
        return seen.stream()
                .filter(rule -> pattern.filter(rule.pattern()::equals).isPresent())
                .toList();
    }

    /** The group for the callers' pods, else the last one for all pods. */
    private List<Fields> chosen(List<Candidate> rules) {
        List<Group> groups = groups(rules);
        return groups.stream()
                .filter(group -> group.selector().filter(proxy::has).isPresent())
                .findFirst()
                .or(
                        () ->
                                groups.reversed().stream()
                                        .filter(group -> group.selector().isEmpty())
                                        .findFirst())
                .map(Group::specs)
                .orElse(List.of());
    }

    /** Rules that are shown to the same namespaces, or to more, join those before them. */
    private static List<Group> groups(List<Candidate> rules) {
        List<Group> groups = new ArrayList<>();
        for (Candidate rule : rules) {
            boolean apart = true;
            for (Group group : groups) {
                if (group.takes(rule)) {
                    group.specs().add(rule.spec());
                    apart = !group.covers(rule);
                } else {
                    apart = true;
                }
            }
            if (apart) {
                groups.add(
                        new Group(
                                rule.exports().to(),
                                rule.selector(),
                                new ArrayList<>(List.of(rule.spec()))));
            }
        }
        return groups;
    }

    /** Rules that istiod makes one of. */
    private record Group(
            Set<String> to, Optional<Map<String, String>> selector, List<Fields> specs) {

        boolean takes(Candidate rule) {
            Set<String> others = rule.exports().to();
            boolean shown = others.equals(to) || (!to.isEmpty() && others.containsAll(to));
            boolean strangers =
                    selector.isPresent()
                            && rule.selector().isPresent()
                            && !selector.equals(rule.selector());
            return shown && !strangers;
        }

        /** Whether a rule that it takes need not stand alone as well. */
        boolean covers(Candidate rule) {
            return rule.exports().to().equals(to)
                    || selector.isPresent() == rule.selector().isPresent();
        }
    }
}
